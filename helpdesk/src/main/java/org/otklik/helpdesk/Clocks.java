package org.otklik.helpdesk;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The one clock of the program: UTC, to the microsecond that the database keeps. */
@Factory
final class Clocks {
  @Singleton
  @Primary
  InstantSource clock() {
    Clock system = Clock.systemUTC();
    return () -> system.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
