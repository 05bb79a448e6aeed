package org.otklik.intake.mailbox;

import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Trouble;

/** The sink did not keep what it was given; the message is words for an administrator. */
final class SinkFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  SinkFailure(Throwable cause) {
    super(Trouble.saying(cause), cause);
    this.problem = Problem.of(Kind.NOT_KEPT, Trouble.saying(cause));
  }

  Problem problem() {
    return problem;
  }
}
