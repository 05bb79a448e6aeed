package org.otklik.helpdesk.api;

import org.jspecify.annotations.Nullable;

/** Ids are strings in JSON: 64 bits don't fit a JavaScript number. */
final class Ids {
  private Ids() {}

  /** Reads an id from a path: what is none names nothing. */
  static long inPath(String id, String what) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw RefusedException.notFound(what);
    }
  }

  /** Reads an id from a parameter or a body. */
  static @Nullable Long given(@Nullable String id, String field) {
    if (id == null) {
      return null;
    }
    try {
      return Long.valueOf(id);
    } catch (NumberFormatException e) {
      throw RefusedException.invalid(field, "refusal.no-id");
    }
  }

  static @Nullable String written(@Nullable Long id) {
    return id == null ? null : id.toString();
  }
}
