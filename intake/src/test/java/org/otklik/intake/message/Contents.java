package org.otklik.intake.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An attachment's bytes, read as an operator's download does. */
final class Contents {
  private Contents() {}

  static byte[] of(byte[] mail, int index) {
    var bytes = new ByteArrayOutputStream();
    try {
      if (!new AttachmentReader(ParseLimits.DEFAULT).copy(RawSource.of(mail), index, bytes)) {
        throw new AssertionError("No attachment " + index);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
