package org.otklik.intake.packed;

import java.io.IOException;

/**
 * The lines of a yEnc file, after its first (yEnc 1.3): every byte moved by 42, the critical ones
 * behind an equals sign and moved by 64 more. A part of a file is given as what it is. One thread.
 */
final class YencFile extends DecodedLines {
  private final Lines lines;
  private boolean lineStart = true;
  private boolean escaped;

  YencFile(Lines lines) {
    this.lines = lines;
  }

  @Override
  int decode(byte[] target) throws IOException {
    lines.fill();
    if (lines.isEmpty()) {
      return -1;
    }
    if (lineStart && lines.peek(0) == '=' && lines.peek(1) == 'y') {
      boolean part = lines.peek(2) == 'p';
      lines.skip(lines.nextLine(0));
      return part ? 0 : -1;
    }
    int count = 0;
    int taken = 0;
    lineStart = false;
    while (taken < Math.min(target.length, lines.available()) && !lineStart) {
      byte sign = lines.peek(taken++);
      if (sign == '\n') {
        lineStart = true;
      } else if (escaped) {
        target[count++] = (byte) (sign - 64 - 42);
        escaped = false;
      } else if (sign == '=') {
        escaped = true;
      } else if (sign != '\r') {
        target[count++] = (byte) (sign - 42);
      }
    }
    lines.skip(taken);
    return count;
  }
}
