package org.otklik.intake.message;

/** Finds status codes in prose: {@code 5.1.1} (RFC 3463) or {@code 550} (RFC 5321). */
final class StatusCode {
  private StatusCode() {}

  /** 4 or 5 by the first enhanced code, else by the first reply code, 0 when there is none. */
  static int firstClass(String text) {
    int reply = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c != '4' && c != '5') || (i > 0 && isPartOfNumber(text.charAt(i - 1)))) {
        continue;
      }
      if (isEnhanced(text, i)) {
        return c - '0';
      }
      if (reply == 0 && isReply(text, i)) {
        reply = c - '0';
      }
    }
    return reply;
  }

  private static boolean isPartOfNumber(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '@' || c == ':' || c == '-';
  }

  private static boolean isEnhanced(String text, int at) {
    int subject = digits(text, at + 2);
    if (at + 1 >= text.length() || text.charAt(at + 1) != '.' || subject == 0) {
      return false;
    }
    int dot = at + 2 + subject;
    if (dot >= text.length() || text.charAt(dot) != '.') {
      return false;
    }
    int detail = digits(text, dot + 1);
    int end = dot + 1 + detail;
    boolean goesOn =
        end + 1 < text.length()
            && text.charAt(end) == '.'
            && Character.isDigit(text.charAt(end + 1));
    return detail > 0 && !goesOn;
  }

  private static boolean isReply(String text, int at) {
    return digits(text, at) == 3
        && (at + 3 == text.length() || " -:\n".indexOf(text.charAt(at + 3)) >= 0);
  }

  /** How many digits stand here, up to 4. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && at - from < 4 && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return at - from;
  }
}
