package org.otklik.helpdesk.year;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.desk.HistoryCheck;
import org.otklik.helpdesk.running.RunningProgram;

/**
 * A year of the help desk. {@code -Dotklik.seed=} lives another one, {@code -Dotklik.tickets=} a
 * busier one.
 */
class YearIT {
  private static final long SEED = Long.getLong("otklik.seed", 20_260_216);
  private static final int TICKETS = Integer.getInteger("otklik.tickets", 1_000);

  @Test
  void every_deadline_breach_warning_and_escalation_of_a_year_is_right_and_there_once() {
    long began = System.nanoTime();
    var setup =
        new RunningProgram.Setup(Map.of("micronaut.server.port", -1, RestingOutbox.PROPERTY, true))
            .with("otklik.demo.enabled", false)
            .with("otklik.outgoing.host", "127.0.0.1")
            .with("otklik.outgoing.security", "plain")
            .with("otklik.outgoing.from-address", "help@support.example")
            .withClockAt(Year.BEGIN);
    try (var program = setup.start()) {
      var cast = new Cast(program, LocalDate.ofInstant(Year.BEGIN, ZoneOffset.UTC));
      var log = new YearLog();
      var office = new Office(program, log);
      new Year(program, cast, office, SEED).live(TICKETS);
      long lived = System.nanoTime();
      var checker = new Checker(cast, log, Year.END);
      checker.check(new Kept(program));
      List<HistoryCheck.Broken> broken = brokenHistories(program);
      System.out.println(figures(log, checker, began, lived));
      System.out.println("year: refused " + log.refusals);
      assertThat(checker.findings)
          .as("what is not as it must be, by seed %s and %s tickets", SEED, TICKETS)
          .isEmpty();
      assertThat(checker.missing + checker.twice + checker.wrong).isZero();
      assertThat(broken).isEmpty();
    }
  }

  private static String figures(YearLog log, Checker checker, long began, long lived) {
    return ("year: seed=%d tickets=%d acts=%d refused=%d deadlines=%d warnings=%d breaches=%d"
            + " escalations=%d reminders=%d missing=%d twice=%d wrong=%d seconds=%d (checking %d)")
        .formatted(
            SEED,
            log.tickets.size(),
            log.acts,
            log.refused(),
            checker.deadlines,
            checker.warnings,
            checker.breaches,
            checker.escalations,
            checker.reminders,
            checker.missing,
            checker.twice,
            checker.wrong,
            (System.nanoTime() - began) / 1_000_000_000,
            (System.nanoTime() - lived) / 1_000_000_000);
  }

  private static List<HistoryCheck.Broken> brokenHistories(RunningProgram program) {
    var broken = new ArrayList<HistoryCheck.Broken>();
    Optional<Long> next = Optional.of(0L);
    while (next.isPresent()) {
      HistoryCheck.Some some = program.get(HistoryCheck.class).some(next.get());
      broken.addAll(some.findings().broken());
      next = some.next();
    }
    return broken;
  }
}
