package org.otklik.intake.mailbox;

import org.otklik.intake.wire.Trouble;

/** The sink did not keep what it was given; the message is words for an administrator. */
final class SinkFailure extends Exception {
  private static final long serialVersionUID = 1L;

  SinkFailure(Throwable cause) {
    super(
        "What was read could not be kept, so it stays in the mailbox: "
            + Trouble.saying(cause)
            + ".",
        cause);
  }

  /** The words. */
  String words() {
    return String.valueOf(getMessage());
  }
}
