package org.otklik.intake.message;

/** Makes foreign text fit into one of our sentences, a header value or a list. */
final class Words {
  private static final int BRIEF = 60;

  private Words() {}

  /** One short line. */
  static String brief(String text) {
    String line = wellFormed(line(head(text, 4 * BRIEF)));
    return line.length() <= BRIEF ? line : head(line, BRIEF) + "…";
  }

  /**
   * One line: control characters, line ends among them, become spaces, runs of spaces become one,
   * and what only changes the direction of writing falls away, or a file name could look like
   * another one (Unicode TR 36 section 2.4).
   */
  static String line(String text) {
    if (isLine(text)) {
      return text;
    }
    char[] out = new char[text.length()];
    int length = 0;
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isDirection(c)) {
        continue;
      }
      if (c <= ' ' || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029') {
        space = true;
        continue;
      }
      if (space && length > 0) {
        out[length++] = ' ';
      }
      space = false;
      out[length++] = c;
    }
    return new String(out, 0, length);
  }

  /** {@link #line} and {@link #wellFormed}. */
  static String cleanLine(String text) {
    return isLine(text) ? text : wellFormed(line(text));
  }

  private static boolean isLine(String text) {
    boolean space = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        if (space) {
          return false;
        }
        space = true;
      } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || c >= 0x200e) {
        return false;
      } else {
        space = false;
      }
    }
    return !space || text.isEmpty();
  }

  private static boolean isDirection(char c) {
    return c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\ufeff';
  }

  /** At most so many chars, never half a surrogate pair. */
  static String head(String text, int chars) {
    if (text.length() <= chars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
    return text.substring(0, end);
  }

  /** Every line end becomes {@code \n}. */
  static String lines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** Without NUL and halves of surrogate pairs, which no database takes (GLPI #25325). */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == 0 || Character.isSurrogate(c)) && isIllFormed(text, i)) {
        StringBuilder out = new StringBuilder(text);
        for (int k = i; k < text.length(); k++) {
          if (isIllFormed(text, k)) {
            out.setCharAt(k, '\ufffd');
          }
        }
        return out.toString();
      }
    }
    return text;
  }

  private static boolean isIllFormed(String text, int at) {
    char c = text.charAt(at);
    if (c == 0) {
      return true;
    }
    if (!Character.isSurrogate(c)) {
      return false;
    }
    return Character.isHighSurrogate(c)
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
  }
}
