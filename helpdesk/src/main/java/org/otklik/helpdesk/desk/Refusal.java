package org.otklik.helpdesk.desk;

/**
 * Why something asked for isn't done. A value, not an error: the world asks for wrong things.
 *
 * @param kind what went wrong, for programs
 * @param field what it is about, "" when the whole
 * @param key names the words for the reader
 */
public record Refusal(Kind kind, String field, String key) {
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
    return new Refusal(Kind.NOT_FOUND, what, "refusal.not-found");
  }

  public static Refusal invalid(String field, String key) {
    return new Refusal(Kind.INVALID, field, key);
  }
}
