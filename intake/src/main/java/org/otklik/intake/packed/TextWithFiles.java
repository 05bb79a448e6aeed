package org.otklik.intake.packed;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text with files in it, as mail had them before MIME and some programs and most newsreaders
 * still have: uuencode ({@code begin 644 name}) and yEnc ({@code =ybegin}). The text up to a file,
 * the file, and the text again are read one after the other; none of them is held in memory. What
 * only looks like the beginning of a file is text. One thread.
 */
public final class TextWithFiles {
  private final InputStream in;
  private boolean lineStart = true;
  private Optional<FileStart> file = Optional.empty();

  /** From the first line on that looks like the beginning of a file; few texts have one. */
  private @Nullable Lines lines;

  public TextWithFiles(InputStream text) {
    this.in = text;
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
    Lines ahead = Objects.requireNonNull(lines);
    InputStream content =
        file.orElseThrow().yEnc() ? new YencFile(ahead) : new UuencodedFile(ahead);
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
      if (lines == null) {
        int count = plain(target, offset, length);
        if (count != 0) {
          return count;
        }
      }
      return suspicious(Objects.requireNonNull(lines), target, offset, length);
    }

    /** Reads up to a line that has to be looked at; 0 when that is the first. */
    private int plain(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (count <= 0) {
        return -1;
      }
      int end = offset + count;
      int suspect = FileStart.suspect(target, offset, end, lineStart);
      if (suspect < end) {
        lines = new Lines(Arrays.copyOfRange(target, suspect, end), in);
        lineStart = true;
      } else {
        lineStart = target[end - 1] == '\n';
      }
      return suspect - offset;
    }

    private int suspicious(Lines ahead, byte[] target, int offset, int length) throws IOException {
      ahead.fill();
      if (ahead.isEmpty()) {
        return -1;
      }
      if (lineStart && (ahead.peek(0) == 'b' || ahead.peek(0) == '=')) {
        file = FileStart.at(ahead);
        if (file.isPresent()) {
          ahead.skip(ahead.nextLine(0));
          return -1;
        }
      }
      int limit = Math.min(length, ahead.available());
      int count = ahead.take(target, offset, ahead.beforeSuspect(limit));
      lineStart = target[offset + count - 1] == '\n';
      return count;
    }
  }
}
