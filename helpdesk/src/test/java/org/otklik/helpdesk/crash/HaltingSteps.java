package org.otklik.helpdesk.crash;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.otklik.intake.Steps;

/**
 * Halts whoever comes to a chosen step for the nth time, for ever, and says so by a file: the sign
 * for the test to kill the program. All other threads run on, as they would.
 */
@Singleton
@Replaces(Steps.class)
@Requires(property = "otklik.crash.step")
final class HaltingSteps implements Steps {
  private final Step step;
  private final AtomicInteger left;
  private final Path sign;

  HaltingSteps(
      @Value("${otklik.crash.step}") Step step,
      @Value("${otklik.crash.time}") int time,
      @Value("${otklik.crash.sign}") Path sign) {
    this.step = step;
    this.left = new AtomicInteger(time);
    this.sign = sign;
  }

  @Override
  public void reached(Step reached) {
    if (reached == step && left.decrementAndGet() == 0) {
      try {
        Files.createFile(sign);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      while (true) {
        LockSupport.park();
      }
    }
  }
}
