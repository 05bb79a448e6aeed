package org.otklik.intake.screening;

import java.util.Optional;

/** One finding. */
@FunctionalInterface
interface Rule {
  /** The verdict, if this rule finds what it is named for. */
  Optional<Verdict> judge(Letter letter);

  /** Such as {@code UnprovenSender}. */
  default String name() {
    return getClass().getSimpleName();
  }
}
