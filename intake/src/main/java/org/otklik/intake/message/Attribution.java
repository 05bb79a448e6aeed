package org.otklik.intake.message;

import java.util.List;
import java.util.Locale;

/** "On …, X wrote:" in the languages that customers use. */
final class Attribution {
  private static final int LONGEST = 300;
  private static final int LINES = 6;

  private static final List<String> WROTE =
      List.of(
          "wrote",
          "writes",
          "пишет",
          "писал",
          "написал",
          "писав",
          "пише",
          "schrieb",
          "écrit",
          "escribió",
          "escribio",
          "escreveu",
          "scritto",
          "schreef",
          "geschreven",
          "skrev",
          "napisał",
          "pisze",
          "kirjoitti",
          "yazdı",
          "napsal",
          "a scris",
          "написа",
          "напісаў",
          "жазды",
          "írta",
          "έγραψε",
          "rašė",
          "rakstīja",
          "kirjutas",
          "napísal",
          "je napisao",
          "đã viết",
          "כתב",
          "كتب",
          "작성",
          "写道",
          "寫道",
          "のメッセージ");

  private static final Beginnings DATED =
      new Beginnings(
          List.of(
              "on ",
              "le ",
              "am ",
              "el ",
              "il ",
              "em ",
              "op ",
              "w dniu ",
              "den ",
              "dne ",
              "dnia ",
              "0",
              "1",
              "2",
              "3",
              "4",
              "5",
              "6",
              "7",
              "8",
              "9",
              "пн",
              "вт",
              "ср",
              "чт",
              "пт",
              "сб",
              "вс",
              "понедельник",
              "четверг",
              "пятниц",
              "суббот",
              "воскресенье"));

  private Attribution() {}

  /**
   * How many lines from here introduce a quotation, such as "On …, X wrote:", which programs break
   * wherever they like; 0 when these don't. What is written right above such lines isn't part of
   * them, so the fewest lines that will do are taken.
   */
  static int lines(List<String> lines, int at, int end) {
    String first = lines.get(at);
    if (first.isBlank()
        || QuotedLine.isQuoted(first)
        || first.length() > LONGEST
        || !mayBegin(first)) {
      return 0;
    }
    if (isOldGmail(first)) {
      return 1;
    }
    int last = introductionEnd(lines, at, Math.min(end, at + LINES));
    if (last < 0) {
      return 0;
    }
    int begin = last;
    while (begin >= at && !isAttribution(join(lines, begin, last))) {
      begin--;
    }
    while (begin > at && belongsAbove(lines.get(begin - 1))) {
      begin--;
    }
    return begin == at ? last - at + 1 : 0;
  }

  /** The line that ends the introduction begun at {@code at}, -1 when none does. */
  private static int introductionEnd(List<String> lines, int at, int end) {
    int open = 0; // angle brackets
    for (int i = at; i < end; i++) {
      String line = withoutDirections(lines.get(i).strip());
      if (line.isEmpty() && i + 1 < end && i > at && lines.get(i + 1).strip().startsWith("<")) {
        continue; // the name on one line, the address on others, as old phones break them
      }
      if (line.isEmpty() || line.length() > LONGEST || (line.startsWith(">") && open <= 0)) {
        return -1;
      }
      if (endsIntroduction(line)) {
        return i;
      }
      open += count(line, '<') - count(line, '>');
    }
    return -1;
  }

  private static int count(String line, char sign) {
    int count = 0;
    for (int at = line.indexOf(sign); at >= 0; at = line.indexOf(sign, at + 1)) {
      count++;
    }
    return count;
  }

  /** What mail in Hebrew and Arabic has around its lines. */
  private static String withoutDirections(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) >= '\u200e' && line.charAt(end - 1) <= '\u202e') {
      end--;
    }
    return line.substring(0, end);
  }

  private static boolean belongsAbove(String line) {
    String bare = line.strip();
    return bare.isEmpty() || bare.equals("<") || beginsDated(line);
  }

  private static String join(List<String> lines, int from, int to) {
    StringBuilder joined = new StringBuilder();
    for (int i = from; i <= to; i++) {
      joined.append(lines.get(i).strip()).append(' ');
    }
    return low(joined.toString());
  }

  /** "On Mon, 1 Feb 2016 at 12:00 Some One", with the rest on the next line. */
  private static boolean beginsDated(String line) {
    return line.length() <= LONGEST && hasYearOrTime(line) && DATED.begin(line.strip());
  }

  /** "2013/7/20 Some One &lt;x@y&gt;", "2016-03-03 17:21 GMT+01:00 Some One": Gmail, once. */
  private static boolean isOldGmail(String line) {
    String bare = line.strip();
    boolean dated =
        bare.length() > 12
            && bare.startsWith("20")
            && (bare.charAt(4) == '/' || bare.charAt(4) == '-')
            && Character.isDigit(bare.charAt(5));
    return dated && ((bare.endsWith(">") && bare.indexOf('@') > 0) || bare.contains(" GMT"));
  }

  private static boolean mayBegin(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c >= '0' && c <= '9') || c == '@' || c == ':' || c == '：') {
        return true;
      }
    }
    return false;
  }

  private static boolean endsIntroduction(String line) {
    return line.endsWith(":")
        || line.endsWith("：")
        || line.endsWith(":*")
        || (line.startsWith("--") && line.endsWith("--"));
  }

  private static boolean isAttribution(String line) {
    boolean address = line.indexOf('@') > 0;
    boolean dated = hasYearOrTime(line);
    boolean wrote = WROTE.stream().anyMatch(line::contains);
    return wrote ? address || dated : address && dated;
  }

  /** Four digits in a row, or digits around a colon. */
  private static boolean hasYearOrTime(String line) {
    int digits = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        if (digits == 4) {
          return true;
        }
      } else {
        boolean time =
            c == ':'
                && digits > 0
                && i + 1 < line.length()
                && Character.isDigit(line.charAt(i + 1));
        if (time) {
          return true;
        }
        digits = 0;
      }
    }
    return false;
  }

  private static String low(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
