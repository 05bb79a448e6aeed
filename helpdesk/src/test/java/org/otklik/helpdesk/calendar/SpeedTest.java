package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.calendar.Calendars.RUSSIA;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A due time is computed for each of thousands of mails a second. */
class SpeedTest {
  @Test
  void a_million_open_deadlines_are_counted_again_in_seconds() {
    var term = Term.businessDays(5);
    var notice = Term.businessDays(1);
    var began = System.nanoTime();
    long sum = 0;
    for (int i = 0; i < 1_000_000; i++) {
      var start = Instant.ofEpochSecond(1_760_000_000L + i * 60L);
      var due = RUSSIA.due(start, term, Convention.CIVIL).at();
      sum += RUSSIA.noticePoint(due, notice, start).getEpochSecond();
    }
    var took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(sum).isPositive();
    // Under half a second where it was written; the bound allows for a busy machine.
    assertThat(took).isLessThan(Duration.ofSeconds(10));
  }
}
