package org.otklik.intake.message;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The raw message under its limits. mime4j gathers a header line in memory however long it is, so
 * what it may read while it reads headers is limited here, at the source.
 */
final class GuardedStream extends FilterInputStream {
  /** mime4j reads ahead by its own buffer, which grows with the length of a boundary. */
  private static final int READ_AHEAD = 16 * 1024;

  private final ParseLimits limits;
  private long read;
  private long headerEnd = Long.MAX_VALUE;

  GuardedStream(InputStream in, ParseLimits limits) {
    super(in);
    this.limits = limits;
  }

  void headerBegins() {
    headerEnd = read + limits.totalHeaderBytes() + READ_AHEAD;
  }

  void headerEnds() {
    headerEnd = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    count(count);
    return count;
  }

  private void count(int bytes) throws LimitException {
    read += Math.max(0, bytes);
    if (read > limits.messageBytes()) {
      throw LimitException.of(Remark.Kind.TOO_LARGE, limits.messageBytes());
    }
    if (read > headerEnd) {
      throw LimitException.of(Remark.Kind.HEADER_TOO_LARGE, limits.totalHeaderBytes());
    }
  }
}
