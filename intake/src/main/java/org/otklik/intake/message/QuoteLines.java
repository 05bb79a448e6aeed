package org.otklik.intake.message;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What lines between mails look like, in the languages and programs that customers use. */
final class QuoteLines {
  private static final int LONGEST = 300;
  private static final int LONGEST_LABEL = 24;
  private static final int ATTRIBUTION_LINES = 4;

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
          "写道",
          "寫道",
          "のメッセージ");

  private static final List<String> ORIGINAL =
      List.of(
          "original message",
          "исходное сообщение",
          "original appointment",
          "reply message",
          "original-nachricht",
          "ursprüngliche nachricht",
          "mensaje original",
          "message d'origine",
          "message d’origine",
          "messaggio originale",
          "oorspronkelijk bericht",
          "mensagem original",
          "originalmeddelande",
          "оригінальне повідомлення",
          "исходное письмо",
          "wiadomość oryginalna",
          "oryginalna wiadomość",
          "opprinnelig melding",
          "ответное сообщение",
          "reply above this line");

  private static final List<String> FORWARD =
      List.of(
          "forwarded message",
          "пересылаемое сообщение",
          "пересланное сообщение",
          "переадресованное сообщение",
          "forwarded by",
          "конец пересылаемого",
          "weitergeleitete nachricht",
          "mensaje reenviado",
          "message transféré",
          "messaggio inoltrato",
          "переслане повідомлення");

  private static final Beginnings FORWARD_START =
      new Beginnings(
          List.of(
              "begin forwarded message:", "начало переадресованного сообщения:",
              "начало пересылаемого сообщения:", "anfang der weitergeleiteten"));

  private static final Set<String> FROM =
      Set.copyOf(
          List.of(
              "from",
              "от",
              "от кого",
              "von",
              "de",
              "da",
              "van",
              "från",
              "fra",
              "od",
              "від",
              "expéditeur"));

  private static final Set<String> OTHER =
      Set.copyOf(
          List.of(
              "sent",
              "date",
              "to",
              "subject",
              "cc",
              "reply-to",
              "importance",
              "отправлено",
              "дата",
              "кому",
              "тема",
              "копия",
              "отправлен",
              "gesendet",
              "datum",
              "an",
              "betreff",
              "envoyé",
              "à",
              "objet",
              "enviado",
              "para",
              "asunto",
              "inviato",
              "a",
              "oggetto",
              "verzonden",
              "aan",
              "onderwerp",
              "skickat",
              "till",
              "ämne",
              "sendt",
              "til",
              "emne",
              "wysłano",
              "do",
              "temat",
              "data",
              "assunto",
              "enviada",
              "надіслано",
              "кому",
              "тема",
              "fecha",
              "enviado el"));

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

  private static final Beginnings SENT_FROM =
      new Beginnings(
          List.of(
              "sent from my ",
              "sent from outlook",
              "sent from mail",
              "sent from yahoo",
              "sent via ",
              "sent from a ",
              "sent from samsung",
              "get outlook for",
              "отправлено с ",
              "отправлено из ",
              "отправлено через ",
              "отправлено от ",
              "надіслано з ",
              "von meinem ",
              "gesendet von ",
              "envoyé de ",
              "envoyé depuis ",
              "enviado desde ",
              "enviado do ",
              "inviato da ",
              "verzonden vanaf ",
              "verstuurd vanaf ",
              "wysłane z ",
              "skickat från ",
              "sendt fra ",
              "послано с ",
              "odesláno z "));

  private QuoteLines() {}

  static boolean isQuoted(String line) {
    int at = 0;
    while (at < line.length() && at < 4 && line.charAt(at) == ' ') {
      at++;
    }
    return at < line.length() && (line.charAt(at) == '>' || line.charAt(at) == '›');
  }

  /** A line of dashes, underscores and the like. */
  static boolean isRule(String line) {
    String bare = line.strip();
    for (int i = 0; i < bare.length(); i++) {
      if ("-_=*—–~".indexOf(bare.charAt(i)) < 0) {
        return false;
      }
    }
    return bare.length() > 2;
  }

  static boolean isOriginal(String line) {
    return isTitled(line, ORIGINAL);
  }

  static boolean isForward(String line) {
    return isTitled(line, FORWARD) || FORWARD_START.begin(line);
  }

  /** "-----Original Message-----". */
  private static boolean isTitled(String line, List<String> titles) {
    if (line.length() > 100) {
      return false;
    }
    String bare = line.strip();
    if (!bare.startsWith("--")
        && !bare.startsWith("__")
        && !bare.startsWith("==")
        && !bare.startsWith("##")) {
      return false;
    }
    String title = low(bare.replaceAll("[-_=#*]+", " ").strip());
    return titles.stream().anyMatch(title::startsWith);
  }

  /** Outlook's From, Sent, To, Subject. */
  static boolean isHeaderBlock(List<String> lines, int at) {
    if (!FROM.contains(label(lines.get(at)))) {
      return false;
    }
    int others = 0;
    for (int i = at + 1; i < Math.min(lines.size(), at + 7); i++) {
      others += OTHER.contains(label(lines.get(i))) ? 1 : 0;
    }
    return others >= 2;
  }

  private static String label(String line) {
    int colon = line.indexOf(':', 0, Math.min(line.length(), LONGEST_LABEL + 1));
    if (colon <= 0) {
      return "";
    }
    return low(line.substring(0, colon).replace("*", "").replace('\u00a0', ' ').strip());
  }

  /**
   * How many lines from here introduce a quotation, such as "On …, X wrote:", which programs break
   * wherever they like; 0 when these don't. What is written right above such lines isn't part of
   * them, so the fewest lines that will do are taken.
   */
  static int attribution(List<String> lines, int at, int end) {
    String first = lines.get(at);
    if (first.isBlank() || isQuoted(first) || first.length() > LONGEST || !mayBegin(first)) {
      return 0;
    }
    if (isOldGmail(first)) {
      return 1;
    }
    int last = introductionEnd(lines, at, Math.min(end, at + ATTRIBUTION_LINES));
    if (last < 0) {
      return 0;
    }
    int begin = last;
    while (begin >= at && !isAttribution(join(lines, begin, last))) {
      begin--;
    }
    while (begin > at && beginsDated(lines.get(begin - 1))) {
      begin--;
    }
    return begin == at ? last - at + 1 : 0;
  }

  /** The line that ends the introduction begun at {@code at}, -1 when none does. */
  private static int introductionEnd(List<String> lines, int at, int end) {
    boolean openAngle = false;
    for (int i = at; i < end; i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.length() > LONGEST || (line.startsWith(">") && !openAngle)) {
        return -1;
      }
      if (endsIntroduction(line)) {
        return i;
      }
      openAngle = line.lastIndexOf('<') > line.lastIndexOf('>');
    }
    return -1;
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

  /** "-- " and what phones put at the end. */
  static boolean isSignature(List<String> lines, int at) {
    String line = lines.get(at);
    if (line.length() > 120) {
      return false;
    }
    String bare = line.strip();
    return bare.equals("--") || bare.equals("—") || bare.equals("___") || SENT_FROM.begin(bare);
  }

  private static String low(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
