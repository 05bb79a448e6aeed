package org.otklik.helpdesk.year;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.concurrent.locks.LockSupport;
import org.otklik.intake.Steps;

/** Whoever takes a letter from the outbox rests: a year's letters are counted, not sent. */
@Singleton
@Replaces(Steps.class)
@Requires(property = RestingOutbox.PROPERTY)
final class RestingOutbox implements Steps {
  static final String PROPERTY = "otklik.year.resting-outbox";

  @Override
  public void reached(Step reached) {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
    throw new IllegalStateException("interrupted");
  }
}
