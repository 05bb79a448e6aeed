package org.otklik.helpdesk.database;

/** The program can't start; the message is one sentence for the person who starts it. */
public final class CannotStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotStartException(String words) {
    super(words);
  }

  public CannotStartException(String words, Throwable cause) {
    super(words, cause);
  }
}
