package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Line ends as they were signed (RFC 8551 section 3.1.1): CRLF, whoever stored the mail. */
final class CanonicalLines extends InputStream {
  private static final int BUFFER = 8 * 1024;

  private final InputStream in;
  private final byte[] read = new byte[BUFFER];
  private final byte[] lines = new byte[2 * BUFFER];
  private int at;
  private int end;
  private boolean afterReturn;

  CanonicalLines(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? lines[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(lines, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean hasMore() throws IOException {
    if (at < end) {
      return true;
    }
    at = 0;
    end = 0;
    int count = in.read(read, 0, BUFFER);
    for (int i = 0; i < count; i++) {
      if (read[i] == '\n' && !afterReturn) {
        lines[end++] = '\r';
      }
      lines[end++] = read[i];
      afterReturn = read[i] == '\r';
    }
    return end > 0;
  }
}
