package org.otklik.intake.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Delivery into a maildir by its own rules: written in {@code tmp}, moved to {@code new} (<a
 * href="https://cr.yp.to/proto/maildir.html">maildir</a>). Tens of thousands of messages a second,
 * in the order in which they are delivered. Thread-safe.
 */
final class Maildir {
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final Path folder;
  private final Ownership ownership;

  /** Who the mail server's files belong to, where that isn't us. */
  interface Ownership {
    void give(Path file) throws IOException;
  }

  Maildir(Path folder, Ownership ownership) {
    this.folder = folder;
    this.ownership = ownership;
    try {
      for (Path part : new Path[] {folder, in("cur"), in("new"), in("tmp")}) {
        if (!Files.exists(part)) {
          Files.createDirectories(part);
          ownership.give(part);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void deliver(byte[] raw) {
    String name = uniqueName(raw);
    Path written = in("tmp").resolve(name);
    try {
      Files.write(written, raw);
      ownership.give(written);
      Files.move(written, in("new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Dovecot gives UIDs in the order of the names' leading number; S is the size, W the size with
   * CRLF line ends, which spares it reading each file for them.
   */
  private static String uniqueName(byte[] raw) {
    long number = 1_700_000_000L + SEQUENCE.incrementAndGet();
    int lineFeeds = 0;
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '\n' && (i == 0 || raw[i - 1] != '\r')) {
        lineFeeds++;
      }
    }
    return "%d.P%dQ%d.test,S=%d,W=%d"
        .formatted(
            number, ProcessHandle.current().pid(), number, raw.length, raw.length + lineFeeds);
  }

  private Path in(String part) {
    return folder.resolve(part);
  }
}
