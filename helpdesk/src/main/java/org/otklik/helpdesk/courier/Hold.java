package org.otklik.helpdesk.courier;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prolongs a claim every so often, on a thread of its own, until closed. */
final class Hold implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hold.class);

  private final Duration every;
  private final Runnable prolong;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private boolean over;

  Hold(Duration every, Runnable prolong) {
    this.every = every;
    this.prolong = prolong;
    Thread.ofVirtual().name("outbox hold").start(this::run);
  }

  private void run() {
    lock.lock();
    try {
      while (!over) {
        long left = every.toNanos();
        while (left > 0 && !over) {
          left = ended.awaitNanos(left);
        }
        if (!over) {
          prolong();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void prolong() {
    try {
      prolong.run();
    } catch (RuntimeException e) {
      LOG.warn("A letter that is being sent can't be held: {}", e.toString());
    }
  }

  /** Nothing is prolonged any more when this comes back. */
  @Override
  public void close() {
    lock.lock();
    try {
      over = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
