package org.otklik.helpdesk.hotline;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes up to a limit: a file that grows while it is read ends in an error, not on a full disk. */
final class Bounded extends FilterInputStream {
  private long left;

  Bounded(InputStream in, long limit) {
    super(in);
    left = limit;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      counted(1);
    }
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = super.read(into, from, length);
    if (read > 0) {
      counted(read);
    }
    return read;
  }

  private void counted(int read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new IOException("it is larger than is taken over");
    }
  }
}
