package org.otklik.helpdesk.running;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The program's clock where {@code otklik.test.clock} asks for it: it stands at that instant until
 * it is set.
 */
@Singleton
@Primary
@Replaces(InstantSource.class)
@Requires(property = SettableClock.PROPERTY)
public final class SettableClock implements InstantSource {
  static final String PROPERTY = "otklik.test.clock";

  private volatile Instant now;

  SettableClock(@Value("${" + PROPERTY + "}") String start) {
    now = Instant.parse(start);
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void set(Instant instant) {
    now = instant;
  }
}
