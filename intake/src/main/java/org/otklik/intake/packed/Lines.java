package org.otklik.intake.packed;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A stream that can be looked ahead in, line by line, holding a few kilobytes. One thread. */
final class Lines {
  /** As far as one can look ahead. */
  static final int AHEAD = 2 * 1024;

  private static final int BUFFER = 8 * 1024;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private boolean ended;

  Lines(InputStream in) {
    this.in = in;
  }

  /** Makes sure that as much as one may look ahead is there, or all that there is. */
  void fill() throws IOException {
    if (ended || end - at >= AHEAD) {
      return;
    }
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    while (!ended && end < AHEAD) {
      int count = in.read(buffer, end, buffer.length - end);
      ended = count < 0;
      end += Math.max(0, count);
    }
  }

  boolean isEmpty() {
    return at == end;
  }

  int available() {
    return end - at;
  }

  /** A byte of what is ahead, 0 beyond the end. */
  byte peek(int offset) {
    return at + offset < end ? buffer[at + offset] : 0;
  }

  void skip(int count) {
    at += count;
  }

  /** Hands out bytes. */
  int take(byte[] target, int offset, int length) {
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, target, offset, count);
    at += count;
    return count;
  }

  /** Length of the line that begins at this offset, without its end; -1 when that is too far. */
  int lineLength(int offset) {
    for (int i = at + offset; i < end; i++) {
      if (buffer[i] == '\n') {
        int length = i - at - offset;
        return length > 0 && buffer[i - 1] == '\r' ? length - 1 : length;
      }
    }
    return ended && end - at - offset < AHEAD ? Math.max(0, end - at - offset) : -1;
  }

  /** Offset of the line after the one at this offset. */
  int nextLine(int offset) {
    int i = at + offset;
    while (i < end && buffer[i] != '\n') {
      i++;
    }
    return Math.min(end, i + 1) - at;
  }

  /**
   * Offset of the first of these signs that stands right behind a line end, up to {@code limit};
   * the limit when there is none. Eight bytes at a time: all text of all mail passes here.
   */
  int lineStart(int limit, char one, char other) {
    int to = at + limit;
    int i = at;
    while (i < to) {
      if (i + Long.BYTES <= to) {
        long word = (long) EIGHT_BYTES.get(buffer, i) ^ 0x0a0a0a0a0a0a0a0aL;
        if (((word - 0x0101010101010101L) & ~word & 0x8080808080808080L) == 0) {
          i += Long.BYTES;
          continue;
        }
      }
      int stop = Math.min(to, i + Long.BYTES);
      for (; i < stop; i++) {
        boolean found =
            buffer[i] == '\n'
                && i + 1 < end
                && (buffer[i + 1] == one || buffer[i + 1] == other)
                && i + 1 < to;
        if (found) {
          return i + 1 - at;
        }
      }
    }
    return limit;
  }
}
