package org.otklik.helpdesk.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zammad's limits: automatic letters have a cap of 10 in 10 minutes and 25 an hour. */
class PaceTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:30:00Z");

  private final Pace pace = Pace.parse("10 in 10m, 25 in 1h");

  @Test
  void the_eleventh_within_ten_minutes_is_too_many() {
    var recent = NOW.minusSeconds(300);
    assertThat(pace.broken(Collections.nCopies(9, recent), NOW)).isEmpty();
    assertThat(pace.broken(Collections.nCopies(10, recent), NOW))
        .hasValue(new Pace.Cap(10, Duration.ofMinutes(10)));
  }

  @Test
  void a_slow_ping_pong_meets_the_cap_of_the_hour() {
    var earlier = NOW.minusSeconds(1800);
    assertThat(pace.broken(Collections.nCopies(24, earlier), NOW)).isEmpty();
    assertThat(pace.broken(Collections.nCopies(25, earlier), NOW))
        .hasValue(new Pace.Cap(25, Duration.ofHours(1)));
    assertThat(pace.broken(Collections.nCopies(25, NOW.minusSeconds(3600)), NOW)).isEmpty();
  }

  @Test
  void off_is_no_cap() {
    assertThat(Pace.parse(" off ").broken(List.of(NOW, NOW), NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "10 in 10", "0 in 10m", "ten in 10m", "10 in 10m,"})
  void what_says_no_pace_is_refused_in_words(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pace.parse(text))
        .withMessageContaining("10 in 10m");
  }
}
