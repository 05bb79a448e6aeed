package org.otklik.intake.packed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/**
 * A text with files in it, as mail had them before MIME and some programs and most newsreaders
 * still have: uuencode ({@code begin 644 name}) and yEnc ({@code =ybegin}). The text up to a file,
 * the file, and the text again are read one after the other; none of them is held in memory. What
 * only looks like the beginning of a file is text. One thread.
 */
public final class TextWithFiles {
  private final Lines lines;
  private boolean lineStart = true;
  private Optional<FileStart> file = Optional.empty();

  public TextWithFiles(InputStream text) {
    this.lines = new Lines(text);
  }

  /** The text from here to the next file or the end. */
  public InputStream text() {
    return new Text();
  }

  /** The name of the file that comes next; to be asked once the text before it is read. */
  public Optional<String> fileName() {
    return file.map(FileStart::name);
  }

  /** The file that comes next, decoded; to be read before the text after it is. */
  public InputStream file() {
    InputStream content =
        file.orElseThrow().yEnc() ? new YencFile(lines) : new UuencodedFile(lines);
    file = Optional.empty();
    lineStart = true;
    return content;
  }

  private final class Text extends InputStream {
    private final byte[] one = new byte[1];

    @Override
    public int read() throws IOException {
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (file.isPresent()) {
        return -1;
      }
      lines.fill();
      if (lines.isEmpty()) {
        return -1;
      }
      if (lineStart && (lines.peek(0) == 'b' || lines.peek(0) == '=')) {
        file = FileStart.at(lines);
        if (file.isPresent()) {
          lines.skip(lines.nextLine(0));
          return -1;
        }
      }
      // What stands close to the end of what is known is looked at once more is.
      int limit = Math.min(length, lines.available());
      int count = lines.take(target, offset, lines.lineStart(limit, 'b', '='));
      lineStart = target[offset + count - 1] == '\n';
      return count;
    }
  }
}
