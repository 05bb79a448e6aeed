package org.otklik.intake.courier;

import org.otklik.intake.wire.Problem;

/** A mail that can't be put in form. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Unfit(Problem.Kind kind, Object... details) {
    super(kind.name());
    this.problem = Problem.of(kind, details);
  }

  Problem problem() {
    return problem;
  }
}
