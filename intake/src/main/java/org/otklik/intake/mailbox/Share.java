package org.otklik.intake.mailbox;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a mailbox with a backlog may have in memory: of an eighth of the heap as much as each other
 * mailbox that has one at the same time. None waits for another: with many, batches are smaller.
 * What is screened and acted upon isn't counted here; that is bounded for all mailboxes together.
 */
final class Share implements AutoCloseable {
  /** One being fetched, and one that is kept or waits for its turn. */
  private static final int BATCHES = 2;

  private static final long ALL = Runtime.getRuntime().maxMemory() / 8;
  private static final AtomicInteger SHARERS = new AtomicInteger();

  private Share() {}

  /** One more mailbox has a backlog, until closed. */
  static Share taken() {
    SHARERS.incrementAndGet();
    return new Share();
  }

  /** The most bytes of a batch as things are now; one message may be more. */
  long batchBytes() {
    return ALL / BATCHES / SHARERS.get();
  }

  @Override
  public void close() {
    SHARERS.decrementAndGet();
  }
}
