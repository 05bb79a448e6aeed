package org.otklik.helpdesk;

import static org.awaitility.Awaitility.await;

import io.micronaut.scheduling.ScheduledExecutorTaskScheduler;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatingTest {
  /** A class that isn't there, a moment without memory: such things pass, or concern one thing. */
  @Test
  void what_fails_once_is_done_again() {
    var turns = new AtomicInteger();
    try (var executor = Executors.newSingleThreadScheduledExecutor()) {
      Repeating.begin(
          new ScheduledExecutorTaskScheduler(executor),
          Duration.ZERO,
          Duration.ofMillis(10),
          () -> {
            if (turns.incrementAndGet() == 1) {
              throw new NoClassDefFoundError("org/otklik/Missing");
            }
          });
      await().until(() -> turns.get() > 3);
      executor.shutdownNow();
    }
  }
}
