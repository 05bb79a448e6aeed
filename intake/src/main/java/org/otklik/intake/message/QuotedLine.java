package org.otklik.intake.message;

/** A line that its sender's program marked as quoted. */
final class QuotedLine {
  private QuotedLine() {}

  static boolean isQuoted(String line) {
    int at = 0;
    while (at < line.length() && at < 4 && line.charAt(at) == ' ') {
      at++;
    }
    return at < line.length() && (line.charAt(at) == '>' || line.charAt(at) == '›');
  }
}
