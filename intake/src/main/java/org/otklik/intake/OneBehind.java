package org.otklik.intake;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does one piece of work at a time on a virtual thread, in the order given, while its caller
 * prepares the next. A failure is thrown at whoever waits for that piece. Thread-safe.
 */
final class OneBehind {
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable FutureTask<Void> work;

  OneBehind(String name) {
    this.name = name;
  }

  /**
   * Begins a piece of work once the one before is finished.
   *
   * @throws RuntimeException what the one before failed with; then this one isn't begun
   */
  void begin(Runnable next) {
    lock.lock();
    try {
      await();
      var task = new FutureTask<Void>(next, null);
      work = task;
      Thread.ofVirtual().name(name).start(task);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until nothing is under way.
   *
   * @throws RuntimeException what the work failed with; thrown once
   */
  void await() {
    lock.lock();
    try {
      var task = work;
      if (task != null) {
        task.get();
        work = null;
      }
    } catch (ExecutionException e) {
      work = null;
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " goes on", e);
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing is under way; also when the last piece failed and nobody asked since. */
  boolean isIdle() {
    var task = work;
    return task == null || task.isDone();
  }
}
