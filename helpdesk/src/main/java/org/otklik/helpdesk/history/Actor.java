package org.otklik.helpdesk.history;

import org.jspecify.annotations.Nullable;

/** Who did something. */
public record Actor(Kind kind, @Nullable Long id, String name) {
  /** What an actor is. */
  public enum Kind {
    STAFF,
    OPERATOR,
    PROGRAM
  }

  public static final Actor PROGRAM = new Actor(Kind.PROGRAM, null, "Otklik");

  public static Actor staff(long id, String name) {
    return new Actor(Kind.STAFF, id, name);
  }

  public static Actor operator(long id, String name) {
    return new Actor(Kind.OPERATOR, id, name);
  }
}
