package org.otklik.intake;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.message.RawSource;

/**
 * Raw mail that remembers whether its store failed while it was read: then nothing is known about
 * the mail itself. Used by one thread.
 */
final class WatchedSource implements RawSource {
  private final RawSource source;
  private @Nullable IOException failure;

  WatchedSource(RawSource source) {
    this.source = source;
  }

  /** What failed, if anything did. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether the store answers, but has lost the mail: waiting won't help. */
  static boolean isLost(IOException failure) {
    return failure instanceof NoSuchFileException || failure instanceof FileNotFoundException;
  }

  @Override
  public InputStream open() throws IOException {
    try {
      return new Watched(source.open());
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public long size() {
    return source.size();
  }

  private final class Watched extends FilterInputStream {
    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
