package org.otklik.helpdesk;

import io.micronaut.scheduling.TaskScheduler;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has something done again and again. A scheduler alone ends that with the first failure. */
public final class Repeating {
  private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

  private Repeating() {}

  /** Begins after {@code first}; between the end of a turn and the next lies {@code pause}. */
  public static void begin(TaskScheduler scheduler, Duration first, Duration pause, Runnable turn) {
    var _ = scheduler.scheduleWithFixedDelay(first, pause, () -> go(turn));
  }

  private static void go(Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      LOG.error("What is done again and again has failed", e);
    }
  }
}
