package org.otklik.intake.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A raw message that can be read as often as wanted: parsing reads it once, and every attachment
 * handed out reads it again, so that nothing is stored twice.
 */
public interface RawSource {

  /** A new stream over the whole message, from its first byte; the caller closes it. */
  InputStream open() throws IOException;

  /** Size of the whole message in bytes. */
  long size();

  /** Whether reading it waits for nobody, so that several threads may at a time. */
  default boolean isInMemory() {
    return false;
  }

  /** The message in memory. The array isn't copied: don't change it afterwards. */
  static RawSource of(byte[] raw) {
    return new RawSource() {
      @Override
      public InputStream open() {
        return new ByteArrayInputStream(raw);
      }

      @Override
      public long size() {
        return raw.length;
      }

      @Override
      public boolean isInMemory() {
        return true;
      }
    };
  }

  /** The message in a file, whose size is taken now. */
  static RawSource of(Path file) throws IOException {
    long size = Files.size(file);
    return new RawSource() {
      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }

      @Override
      public long size() {
        return size;
      }
    };
  }
}
