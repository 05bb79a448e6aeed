package org.otklik.intake.message;

/** Joins the soft lines of {@code format=flowed} (RFC 3676 section 4). */
final class FlowedText {
  private FlowedText() {}

  static String unflow(String text, boolean delSp) {
    StringBuilder out = new StringBuilder(text.length());
    int openDepth = -1; // of the paragraph that goes on, -1 when none does
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      boolean lastLine = end < 0;
      end = lastLine ? text.length() : end;
      int depth = 0;
      while (start + depth < end && text.charAt(start + depth) == '>') {
        depth++;
      }
      int from = start + depth;
      if (from < end && text.charAt(from) == ' ') {
        from++; // space-stuffing, section 4.4
      }
      boolean signature = end - from == 3 && text.startsWith("-- ", from);
      boolean flows = !signature && end > from && text.charAt(end - 1) == ' ' && !lastLine;
      if (openDepth >= 0 && (openDepth != depth || signature)) {
        out.append('\n');
        openDepth = -1;
      }
      if (openDepth < 0 && depth > 0) {
        out.repeat(">", depth).append(' ');
      }
      out.append(text, from, flows && delSp ? end - 1 : end);
      if (!flows && !lastLine) {
        out.append('\n');
      }
      openDepth = flows ? depth : -1;
      start = end + 1;
    }
    return out.toString();
  }
}
