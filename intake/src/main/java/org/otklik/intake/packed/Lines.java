package org.otklik.intake.packed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream that can be looked ahead in, line by line, holding a few kilobytes. One thread. */
final class Lines {
  /** As far as one can look ahead. */
  static final int AHEAD = 2 * 1024;

  private static final int BUFFER = 8 * 1024;

  private final InputStream in;
  private final byte[] buffer;
  private int at;
  private int end;
  private boolean ended;

  /** What has been read of the stream, and the stream. */
  Lines(byte[] read, InputStream in) {
    this.buffer = Arrays.copyOf(read, Math.max(BUFFER, read.length + AHEAD));
    this.end = read.length;
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

  /** How many of these bytes come before a line with which a file may begin. */
  int beforeSuspect(int limit) {
    return FileStart.suspect(buffer, at, at + limit, false) - at;
  }
}
