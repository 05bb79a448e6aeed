package org.otklik.helpdesk.ticket;

import java.util.List;

/**
 * Why something asked for isn't done. A value, not an error: the world asks for wrong things.
 *
 * @param kind what went wrong, for programs
 * @param field what it is about, "" when the whole
 * @param key names the words for the reader
 * @param values what the words name
 * @param allowed what can be done to the ticket instead
 */
public record Refusal(
    Kind kind, String field, String key, List<Object> values, List<ActKind> allowed) {
  /** What kinds there are. */
  public enum Kind {
    /** No such thing, or none that the asker may see. */
    NOT_FOUND,
    /** A value that can't be used. */
    INVALID,
    /** Somebody else was quicker. */
    CHANGED_MEANWHILE,
    /** The rules don't allow it now. */
    NOT_ALLOWED
  }

  public static Refusal notFound(String what) {
    return new Refusal(Kind.NOT_FOUND, what, "refusal.not-found", List.of(), List.of());
  }

  public static Refusal invalid(String field, String key, Object... values) {
    return new Refusal(Kind.INVALID, field, key, List.of(values), List.of());
  }

  public static Refusal notAllowed(String key, List<ActKind> allowed, Object... values) {
    return new Refusal(Kind.NOT_ALLOWED, "", key, List.of(values), allowed);
  }

  public static Refusal changedMeanwhile() {
    return new Refusal(
        Kind.CHANGED_MEANWHILE, "", "refusal.changed-meanwhile", List.of(), List.of());
  }
}
