package org.otklik.helpdesk.hotline;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.otklik.telephony.Recording;

/**
 * Where a PBX's recordings lie, to be fetched: its interface moves no files. A recording's name has
 * no folder in it, so that it can't lead out of here. Thread-safe.
 */
interface RecordingSource extends AutoCloseable {
  /**
   * A file.
   *
   * @param changedAt when it was last written to
   */
  record File(long size, Instant changedAt) {}

  /** What is done with a file. */
  interface Reader<T> {
    T read(File file, InputStream bytes) throws IOException;
  }

  /** Looks whether recordings can be fetched at all; throws with the reason when they can't. */
  void reach() throws IOException;

  /** Reads a file; nothing when it isn't there, or is no plain file. */
  <T> Optional<T> read(Recording recording, Reader<T> reader) throws IOException;

  /** Why they can't be fetched, in the machine's words. */
  static String why(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.toString());
  }

  @Override
  void close();
}
