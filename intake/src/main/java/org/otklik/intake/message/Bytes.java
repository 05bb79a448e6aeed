package org.otklik.intake.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads short content into short arrays; the JDK's own way begins with 16 KB. */
final class Bytes {
  private static final int USUAL = 4 * 1024;

  private Bytes() {}

  /** As {@link InputStream#readNBytes(int)}: all of it, or the first {@code limit} bytes. */
  static byte[] upTo(int limit, InputStream in) throws IOException {
    byte[] bytes = new byte[Math.min(limit, USUAL)];
    int length = 0;
    while (length < limit) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit, 2L * length));
      }
      int count = in.read(bytes, length, bytes.length - length);
      if (count < 0) {
        break;
      }
      length += count;
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
