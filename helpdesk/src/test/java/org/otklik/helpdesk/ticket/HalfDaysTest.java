package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as another half-day. */
class HalfDaysTest {
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  @ParameterizedTest
  @CsvSource({
    "2026-10-06T05:00:00Z, 2026-10-06T08:59:59Z, 1", // both before noon
    "2026-10-06T08:59:59Z, 2026-10-06T09:00:00Z, 2", // noon lies between
    "2026-10-06T20:59:59Z, 2026-10-06T21:00:00Z, 2", // midnight does
    "2026-10-06T09:00:00Z, 2026-10-07T09:00:00Z, 2", // the same half of another day
  })
  void noon_and_midnight_of_the_clients_zone_part_half_days(
      Instant first, Instant second, int halfDays) {
    assertThat(HalfDays.counted(1, first, second, MOSCOW)).isEqualTo(halfDays);
  }

  @Test
  void the_first_attempt_counts() {
    assertThat(HalfDays.counted(0, null, Instant.EPOCH, MOSCOW)).isEqualTo(1);
  }
}
