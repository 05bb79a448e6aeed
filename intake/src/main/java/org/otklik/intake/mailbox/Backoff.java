package org.otklik.intake.mailbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures: doubled each time, and spread, so that a hundred mailboxes of a
 * server that comes back do not knock at the same instant.
 */
final class Backoff {
  private final Duration first;
  private final Duration last;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration last, RandomGenerator random) {
    this.first = first;
    this.last = last;
    this.random = random;
  }

  /** The wait after one more failure: between half of the doubled wait and the whole. */
  Duration next() {
    long whole = first.toMillis() << Math.min(failures, 20);
    failures++;
    long bounded = Math.clamp(whole, 1, Math.max(1, last.toMillis()));
    return Duration.ofMillis(bounded - random.nextLong(bounded / 2 + 1));
  }

  void succeeded() {
    failures = 0;
  }
}
