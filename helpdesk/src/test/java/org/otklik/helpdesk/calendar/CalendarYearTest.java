package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.otklik.helpdesk.calendar.Calendars.RUSSIA;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarYearTest {
  private static CalendarYear.Day day(String date) {
    var wanted = LocalDate.parse(date);
    return CalendarYear.of(RUSSIA, wanted.getYear()).days().get(wanted.getDayOfYear() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-02, WORKED, 09:00-18:00",
    "2026-11-03, SHORTENED, 09:00-17:00",
    "2026-11-04, OFF,",
    "2026-11-07, WEEKEND,",
    "2026-03-08, OFF,",
    "2027-02-20, EXTRA, 09:00-17:00",
  })
  void a_day_is_what_the_calendar_says_of_it(String date, CalendarYear.Kind kind, String hours) {
    assertThat(day(date).kind()).isEqualTo(kind);
    assertThat(day(date).hours().stream().map(Shift::toString).findFirst().orElse(null))
        .isEqualTo(hours);
  }

  @Test
  void a_holiday_has_its_name_and_a_shortened_day_says_by_how_much() {
    assertThat(day("2026-11-04").name()).hasValue("День народного единства");
    assertThat(day("2026-11-03").shorterBy()).isEqualTo(Duration.ofHours(1));
    assertThat(day("2027-02-20").shorterBy()).isEqualTo(Duration.ofHours(1));
    assertThat(day("2026-11-02").shorterBy()).isZero();
  }

  /** The figures of the production calendar for a week of 40 hours, with an hour of lunch more. */
  @ParameterizedTest
  @CsvSource({"2025, 247, 118", "2026, 247, 118", "2027, 247, 118"})
  void a_year_has_the_business_days_of_the_production_calendar(int year, int business, int off) {
    var sum = CalendarYear.of(RUSSIA, year).sum();
    assertThat(sum.businessDays()).isEqualTo(business);
    assertThat(sum.daysOff()).isEqualTo(off);
    assertThat(sum.worked()).isEqualTo(Duration.ofHours(9L * business - 4));
  }

  @Test
  void months_sum_up_and_a_leap_day_is_there() {
    assertThat(CalendarYear.of(RUSSIA, 2026).sum(Month.NOVEMBER).businessDays()).isEqualTo(20);
    assertThat(CalendarYear.of(RUSSIA, 2028).days(Month.FEBRUARY)).hasSize(29);
    assertThat(CalendarYear.of(RUSSIA, 2028).provisional()).isTrue();
    assertThat(CalendarYear.of(RUSSIA, 2027).provisional()).isFalse();
  }

  @Test
  void a_year_that_nobody_can_count_in_is_refused() {
    assertThatExceptionOfType(CalendarException.class)
        .isThrownBy(() -> CalendarYear.of(RUSSIA, 1969));
    assertThatExceptionOfType(CalendarException.class)
        .isThrownBy(() -> CalendarYear.of(RUSSIA, 2200));
  }
}
