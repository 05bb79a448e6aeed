package org.otklik.intake.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A raw message's bytes, readable as often as needed, wherever they lie. */
public interface RawSource {
  /** A fresh stream over the whole message; the caller closes it. */
  InputStream open() throws IOException;

  /** Size in bytes. */
  long size();

  /** A message in memory; the array must not be changed afterwards. */
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
    };
  }
}
