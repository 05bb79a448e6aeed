package org.otklik.helpdesk.database;

import org.jspecify.annotations.Nullable;

/** The program can't start; the message is one sentence for the person who starts it. */
public final class CannotStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotStartException(String words) {
    super(words);
  }

  public CannotStartException(String words, Throwable cause) {
    super(words, cause);
  }

  /** A setting's value, which must be there. */
  public static String unlessSet(@Nullable String value, String setting) {
    if (value == null || value.isBlank()) {
      throw new CannotStartException(setting + " must be set.");
    }
    return value;
  }
}
