package org.otklik.helpdesk.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a page of a list ended, as an address says it. */
record ListPosition(Instant at, long id) {
  /** What makes no sense is as if it weren't. */
  static Optional<ListPosition> of(@Nullable String text) {
    String[] parts = text == null ? new String[0] : text.split("_", 2);
    try {
      return parts.length == 2 && parts[1].matches("\\d{1,18}")
          ? Optional.of(new ListPosition(Instant.parse(parts[0]), Long.parseLong(parts[1])))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return at + "_" + id;
  }
}
