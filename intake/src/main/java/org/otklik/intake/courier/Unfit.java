package org.otklik.intake.courier;

/** A mail that can't be put in form; the message is words for the operator. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  Unfit(String words) {
    super(words);
  }

  /** The words. */
  String words() {
    return String.valueOf(getMessage());
  }
}
