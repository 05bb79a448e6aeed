package org.otklik.helpdesk.storage;

import java.io.IOException;
import java.io.InputStream;

/** Keeps large byte sequences under their SHA-256. Thread-safe. */
public interface ObjectStorage {
  /** Name of the one that recordings of calls lie in, apart from all else. */
  String RECORDINGS = "recordings";

  /** What was put: its address and its size in bytes. */
  record Stored(String sha256, long size) {}

  /**
   * Durable when it returns; putting the same bytes again changes nothing. Holds no more than a
   * buffer in memory.
   */
  Stored put(InputStream bytes) throws IOException;

  InputStream open(String sha256) throws IOException;

  long size(String sha256) throws IOException;

  /**
   * Gone for good; nothing where there is none. That nobody else needs it is the caller's matter.
   */
  void remove(String sha256) throws IOException;
}
