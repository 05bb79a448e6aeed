package org.otklik.intake.packed;

import java.io.IOException;

/**
 * The lines of a uuencoded file, after its first (POSIX.1-2017, uuencode): a sign for the number of
 * bytes, and four signs for three of them. Blanks at the end, which mail loses, count as zeros; a
 * sign more than needed is a checksum. The file ends with its "end" or with a line that is none of
 * its lines. One thread.
 */
final class UuencodedFile extends DecodedLines {
  private final Lines lines;

  UuencodedFile(Lines lines) {
    this.lines = lines;
  }

  @Override
  int decode(byte[] target) throws IOException {
    lines.fill();
    if (isEnd()) {
      lines.skip(lines.nextLine(0));
      return -1;
    }
    if (lines.isEmpty() || !isLine(lines, 0, false)) {
      return -1;
    }
    int length = lines.lineLength(0);
    int bytes = length == 0 ? 0 : value(lines.peek(0));
    for (int i = 0; i < bytes; i++) {
      int group = 1 + i / 3 * 4 + i % 3;
      int shift = 2 * (i % 3);
      int left = group < length ? value(lines.peek(group)) : 0;
      int right = group + 1 < length ? value(lines.peek(group + 1)) : 0;
      target[i] = (byte) ((left << (2 + shift)) | (right >> (4 - shift)));
    }
    lines.skip(lines.nextLine(0));
    return bytes;
  }

  private boolean isEnd() {
    return lines.lineLength(0) == 3
        && lines.peek(0) == 'e'
        && lines.peek(1) == 'n'
        && lines.peek(2) == 'd';
  }

  /** Whether the line at this offset can be one of a file; the first must be nearly whole. */
  static boolean isLine(Lines lines, int offset, boolean firstOne) {
    int length = lines.lineLength(offset);
    if (length < 0) {
      return false;
    }
    if (length == 0) {
      return offset == 0 && lines.lineLength(lines.nextLine(0)) == 3; // "`" that mail has lost
    }
    int first = lines.peek(offset);
    int bytes = value((byte) first);
    int signs = (bytes + 2) / 3 * 4;
    if (first < ' ' || first > '`' || length > signs + 2) {
      return false;
    }
    if (firstOne && length * 4 < signs) {
      return false; // blanks at its end may be lost, but not all of it
    }
    for (int i = 1; i < length; i++) {
      byte sign = lines.peek(offset + i);
      if (sign < ' ' || sign > '`') {
        return false;
      }
    }
    return true;
  }

  private static int value(byte sign) {
    return (sign - ' ') & 0x3f;
  }
}
