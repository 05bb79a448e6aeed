package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Russia's days against the totals of the official production calendars. */
class RussiaTest {
  /** 247 working days in each of the years; 1972 hours in a week of 40. */
  @ParameterizedTest
  @CsvSource({"2025, 247, 1972", "2026, 247, 1972", "2027, 247, 1972"})
  void each_year_has_the_official_working_days_and_hours(int year, int days, int hours) {
    var eightHours = WeeklyHours.mondayToFriday(Calendars.shifts("09:00-13:00", "14:00-18:00"));
    var calendar =
        new BusinessCalendar(
            CalendarYaml.russia().withHours("40 h", eightHours, Duration.ofHours(8)));
    assertThat(daysOf(year).stream().filter(calendar::isBusinessDay)).hasSize(days);
    assertThat(
            calendar.workingTimeBetween(
                LocalDate.of(year, 1, 1).atStartOfDay(calendar.zone()).toInstant(),
                LocalDate.of(year + 1, 1, 1).atStartOfDay(calendar.zone()).toInstant()))
        .isEqualTo(Duration.ofHours(hours));
  }

  @ParameterizedTest
  @CsvSource({"2025, 58, 59, 66, 64", "2026, 55, 62, 66, 64", "2027, 56, 62, 66, 63"})
  void each_quarter_has_the_official_working_days(int year, int q1, int q2, int q3, int q4) {
    var quarters = new int[4];
    daysOf(year).stream()
        .filter(Calendars.RUSSIA::isBusinessDay)
        .forEach(day -> quarters[(day.getMonthValue() - 1) / 3]++);
    assertThat(quarters).containsExactly(q1, q2, q3, q4);
  }

  @ParameterizedTest
  @ValueSource(ints = {2025, 2026, 2027})
  void four_days_a_year_end_at_five(int year) {
    var shortened = List.of(Shift.parse("09:00-17:00"));
    assertThat(daysOf(year).stream().map(Calendars.RUSSIA::hoursOn).filter(shortened::equals))
        .hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"2024, true", "2025, false", "2027, false", "2028, true"})
  void the_data_are_complete_from_2025_to_2027(int year, boolean provisional) {
    var march = Calendars.moscow(year + "-03-03T10:00");
    assertThat(Calendars.RUSSIA.due(march, Term.workingHours(1), Convention.CIVIL).provisional())
        .isEqualTo(provisional);
  }

  @ParameterizedTest
  @CsvSource({"2024-12-31T23:59:59, true", "2025-01-01T00:00, false", "2027-12-30T08:00, false"})
  void a_term_that_begins_in_an_unknown_year_is_provisional(String start, boolean provisional) {
    var due = Calendars.RUSSIA.due(Calendars.moscow(start), Term.workingHours(1), Convention.CIVIL);
    assertThat(due.provisional()).isEqualTo(provisional);
  }

  private static List<LocalDate> daysOf(int year) {
    return LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1)).toList();
  }
}
