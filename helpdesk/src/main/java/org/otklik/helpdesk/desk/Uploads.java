package org.otklik.helpdesk.desk;

import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.otklik.helpdesk.storage.ObjectStorage;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Request;

/**
 * Keeps files that operators send along. They lie under their hash; the name that somebody gave
 * them is words for people and never part of a path (CVE-2026-28289).
 */
@Singleton
public class Uploads {
  /** The most files with one comment. */
  public static final int MOST_FILES = 20;

  /**
   * The most bytes with one comment: base64 makes a third more of it, and servers take 25 to 50 MB.
   */
  public static final long MOST_BYTES = 20L * 1024 * 1024;

  private static final int NAME = 255;

  private final ObjectStorage storage;

  Uploads(ObjectStorage storage) {
    this.storage = storage;
  }

  /** A file that somebody sends; read once, to its end. */
  public interface Incoming {
    String name();

    String type();

    InputStream open() throws IOException;
  }

  /** Keeps files durably, or says why not. */
  public Outcome<List<Request.File>> keep(List<? extends Incoming> files) {
    if (files.size() > MOST_FILES) {
      return refused("refusal.files.too-many", MOST_FILES);
    }
    var kept = new ArrayList<Request.File>();
    long left = MOST_BYTES;
    for (Incoming file : files) {
      try (var bytes = new Limited(file.open(), left)) {
        ObjectStorage.Stored stored = storage.put(bytes);
        left -= stored.size();
        kept.add(
            new Request.File(
                0, name(file.name()), type(file.type()), stored.size(), stored.sha256(), false));
      } catch (TooLarge e) {
        return refused("refusal.files.too-large", MOST_BYTES / 1024 / 1024);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Outcome.Done<>(kept);
  }

  private static Outcome<List<Request.File>> refused(String key, long limit) {
    return new Outcome.Refused<>(Refusal.invalid("files", key, limit));
  }

  /** One line, without a folder: some programs send the whole path. */
  private static String name(String given) {
    String name = given.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "");
    name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
    if (name.isEmpty() || name.matches("\\.+")) {
      return "file";
    }
    return name.length() <= NAME ? name : name.substring(name.length() - NAME);
  }

  private static String type(String given) {
    return given.matches("[A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+_-]{1,100}")
        ? given
        : "application/octet-stream";
  }

  /** More than was allowed came. */
  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends in an error when more comes than was allowed. */
  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long most) {
      super(in);
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      return b < 0 ? b : counted(b, 1);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      return read < 0 ? read : counted(read, read);
    }

    private int counted(int result, int bytes) throws TooLarge {
      left -= bytes;
      if (left < 0) {
        throw new TooLarge();
      }
      return result;
    }
  }
}
