package org.otklik.intake;

/**
 * Told when the way of a message, in or out, has come to a named step. Does nothing in the product;
 * a test that kills the program between any two steps listens here.
 */
@FunctionalInterface
public interface Steps {
  Steps UNOBSERVED = step -> {};

  void reached(Step step);

  /** The steps, in the order in which a message comes to them. */
  enum Step {
    FETCHED,
    KEPT,
    SCREENED,
    ACTING,
    ACTED,
    TOLD,
    /** A letter is taken from the outbox, and not yet handed to the mail server. */
    LETTER_TAKEN,
    /** The mail server has a letter, and we have no record of that yet. */
    LETTER_ACCEPTED,
    LETTER_RECORDED
  }
}
