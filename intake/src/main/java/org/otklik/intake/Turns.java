package org.otklik.intake;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Turns that all mailboxes take at something, in the order of their coming, so that the machine
 * isn't asked for more at once than it can do. Whoever has waited long goes ahead without one:
 * nobody is held up by who is stuck. Thread-safe.
 */
final class Turns {
  private final Semaphore room;
  private final Duration longestWait;

  Turns(int atOnce, Duration longestWait) {
    this.room = new Semaphore(atOnce, true);
    this.longestWait = longestWait;
  }

  /** To be closed once, by any thread. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for a turn, but not for ever. */
  Turn take() throws InterruptedException {
    return room.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS) ? room::release : () -> {};
  }
}
