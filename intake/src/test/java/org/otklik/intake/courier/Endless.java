package org.otklik.intake.courier;

import java.io.InputStream;
import org.otklik.intake.message.RawSource;

/** A mail of any size that exists nowhere, and knows how it was read. */
final class Endless implements RawSource {
  private static final String LINE = "x".repeat(70) + "\r\n";

  private final long size;
  private volatile int largestRead;

  Endless(long atLeast) {
    this.size = (atLeast / LINE.length() + 1) * LINE.length();
  }

  int largestRead() {
    return largestRead;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream open() {
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        return position == size ? -1 : LINE.charAt((int) (position++ % LINE.length()));
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        largestRead = Math.max(largestRead, length);
        if (position == size) {
          return -1;
        }
        int count = (int) Math.min(length, size - position);
        for (int i = 0; i < count; i++) {
          buffer[offset + i] = (byte) read();
        }
        return count;
      }
    };
  }
}
