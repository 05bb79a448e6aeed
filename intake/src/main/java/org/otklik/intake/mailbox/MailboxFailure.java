package org.otklik.intake.mailbox;

import org.otklik.intake.wire.Problem;

/** Reading can't go on over this connection; the message is words for an administrator. */
final class MailboxFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  MailboxFailure(Problem problem, Throwable cause) {
    super(problem.words(), cause);
    this.problem = problem;
  }

  MailboxFailure(Problem problem) {
    super(problem.words());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  /** In English. */
  String words() {
    return problem.words();
  }
}
