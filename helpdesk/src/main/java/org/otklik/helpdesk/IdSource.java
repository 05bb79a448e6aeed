package org.otklik.helpdesk;

/** Gives ids: 64 bits, unique across all programs on one database, ordered by time. Thread-safe. */
@FunctionalInterface
public interface IdSource {
  long next();
}
