package org.otklik.intake.packed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Content whose transfer encoding is {@code x-uuencode}: the file in it, or as it is when no file
 * begins there. One thread.
 */
public final class UuencodedContent extends InputStream {
  private static final int MOST_BEFORE = 8 * 1024;

  private final TextWithFiles text;
  private InputStream content;
  private boolean begun;

  public UuencodedContent(InputStream in) {
    this.text = new TextWithFiles(in);
    this.content = InputStream.nullInputStream();
  }

  @Override
  public int read() throws IOException {
    return content().read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    return content().read(target, offset, length);
  }

  private InputStream content() throws IOException {
    if (!begun) {
      begun = true;
      InputStream before = text.text();
      byte[] start = before.readNBytes(MOST_BEFORE);
      content =
          text.fileName().isPresent()
              ? text.file()
              : new java.io.SequenceInputStream(new java.io.ByteArrayInputStream(start), before);
    }
    return content;
  }
}
