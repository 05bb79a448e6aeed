package org.otklik.intake.packed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A file that is decoded line by line. One thread. */
abstract class DecodedLines extends InputStream {
  private final byte[] decoded = new byte[Lines.AHEAD];
  private int at;
  private int end;
  private boolean ended;

  /** Decodes what comes next into the array and returns how much that is, -1 when it ends. */
  abstract int decode(byte[] target) throws IOException;

  @Override
  public int read() throws IOException {
    return hasMore() ? decoded[at++] & 0xff : -1;
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
    System.arraycopy(decoded, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean hasMore() throws IOException {
    while (at == end && !ended) {
      at = 0;
      end = Math.max(0, decodeNext());
    }
    return at < end;
  }

  private int decodeNext() throws IOException {
    int count = decode(decoded);
    ended = count < 0;
    return count;
  }
}
