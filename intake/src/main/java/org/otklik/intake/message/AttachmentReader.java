package org.otklik.intake.message;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;

/**
 * Reads an attachment's bytes out of the raw message again, by the index that parsing gave it under
 * the same limits. Holds none of it in memory. Thread-safe.
 */
public final class AttachmentReader {
  private final ParseLimits limits;

  public AttachmentReader(ParseLimits limits) {
    this.limits = limits;
  }

  /**
   * Writes the attachment's decoded bytes.
   *
   * @return false when the message has no attachment of that index, with nothing written
   * @throws IOException when the source or the target fails
   */
  public boolean copy(RawSource raw, int index, OutputStream out) throws IOException {
    Optional<InputStream> content = open(raw, index);
    if (content.isEmpty()) {
      return false;
    }
    try (InputStream in = content.get()) {
      in.transferTo(out);
    }
    return true;
  }

  /**
   * The attachment's decoded bytes, to be closed by the caller; nothing when the message has no
   * attachment of that index.
   *
   * @throws IOException when the source fails
   */
  public Optional<InputStream> open(RawSource raw, int index) throws IOException {
    InputStream in = raw.open();
    try {
      Leaves parts = new Leaves(in, limits, new Problems(1));
      int seen = 0;
      for (Part part = parts.next(); part != null; part = parts.next()) {
        if (Role.of(part) == Role.ATTACHMENT && seen++ == index) {
          return Optional.of(new Closing(part.content(), in));
        }
      }
    } catch (MimeException | RuntimeException malformed) {
      in.close();
      return Optional.empty();
    } catch (IOException failed) {
      in.close();
      throw failed;
    }
    in.close();
    return Optional.empty();
  }

  /** Closing the part closes the raw message that it is read from. */
  private static final class Closing extends FilterInputStream {
    private final InputStream raw;

    Closing(InputStream content, InputStream raw) {
      super(content);
      this.raw = raw;
    }

    @Override
    public void close() throws IOException {
      raw.close();
    }
  }
}
