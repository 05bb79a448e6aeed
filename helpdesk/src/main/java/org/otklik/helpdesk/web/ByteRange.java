package org.otklik.helpdesk.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that a player asks for (RFC 9110, section 14.1.2), both ends included; empty
 * when it lies beyond the file's end.
 */
record ByteRange(long first, long last) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

  /** The part of a header; nothing where the whole is to be sent: no header, several parts. */
  static Optional<ByteRange> of(@Nullable String header, long size) {
    var match = ONE.matcher(header == null ? "" : header.strip());
    if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (match.group(1).isEmpty()) {
      long count = Long.parseLong(match.group(2));
      return Optional.of(new ByteRange(Math.max(0, size - count), count == 0 ? -1 : size - 1));
    }
    long first = Long.parseLong(match.group(1));
    long last = match.group(2).isEmpty() ? size - 1 : Long.parseLong(match.group(2));
    return last < first && !match.group(2).isEmpty()
        ? Optional.empty()
        : Optional.of(new ByteRange(first, first >= size ? -1 : Math.min(last, size - 1)));
  }

  boolean isEmpty() {
    return last < first;
  }

  long length() {
    return last - first + 1;
  }

  /** As much of a stream that stands at its first byte. */
  InputStream of(InputStream bytes) {
    return new FilterInputStream(bytes) {
      private long left = length();

      @Override
      public int read() throws IOException {
        if (left <= 0) {
          return -1;
        }
        left--;
        return super.read();
      }

      @Override
      public int read(byte[] into, int from, int most) throws IOException {
        if (left <= 0) {
          return -1;
        }
        int read = super.read(into, from, (int) Math.min(most, left));
        left -= Math.max(0, read);
        return read;
      }
    };
  }
}
