package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.otklik.helpdesk.calendar.Calendars.RUSSIA;
import static org.otklik.helpdesk.calendar.Calendars.shifts;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Terms and calendars that can't be counted with are refused when they are made, in words. */
class RefusalsTest {
  private static final WeeklyHours USUAL = WeeklyHours.mondayToFriday(shifts("09:00-18:00"));
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");

  private static void refused(ThrowingCallable action, String words) {
    assertThatExceptionOfType(CalendarException.class)
        .isThrownBy(action)
        .satisfies(
            e -> assertThat(e.sentence()).contains(words).endsWith(".").doesNotContain("\n"));
  }

  @ParameterizedTest
  @CsvSource({"1bd, 1bd", "5wh, 5wh", "90m, 90m", "3 bd, 3bd", "2BD, 2bd", "01wh, 1wh"})
  void a_term_is_read_as_people_write_it(String text, String term) {
    assertThat(Term.parse(text)).hasToString(term);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bd", "5", "5h", "1.5wh", "wh5", "5wh5m", "9999999999m", "٣bd"})
  void what_is_no_term_is_refused(String text) {
    refused(() -> Term.parse(text), "says no term");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0bd", "-1wh", "1001bd", "10001wh", "600001m", "999999999m"})
  void a_term_of_nothing_or_of_decades_is_refused(String text) {
    refused(() -> Term.parse(text), "can't be counted");
  }

  @Test
  void a_convention_has_a_name() {
    assertThat(Convention.parse("civil-midnight")).isEqualTo(Convention.CIVIL_MIDNIGHT);
    refused(() -> Convention.parse("CIVIL"), "civil, civil-midnight, working");
  }

  @Test
  void a_calendar_without_working_time_is_refused() {
    refused(() -> new WeeklyHours(Map.of()), "at least one day");
    refused(() -> new WeeklyHours(Map.of(DayOfWeek.MONDAY, List.of())), "at least one day");
  }

  @Test
  void hours_that_overlap_or_run_backwards_are_refused() {
    refused(() -> WeeklyHours.mondayToFriday(shifts("09:00-13:00", "12:00-18:00")), "overlap");
    refused(() -> WeeklyHours.mondayToFriday(shifts("09:00-24:00", "23:00-24:00")), "overlap");
    refused(() -> Shift.parse("18:00-09:00"), "end before they begin");
    refused(() -> Shift.parse("09:00-09:00"), "end before they begin");
    refused(() -> Shift.parse("09:00:30-18:00"), "whole minutes");
    refused(() -> Shift.parse("9-18"), "no working hours");
  }

  @Test
  void a_standard_day_is_a_part_of_a_day() {
    for (var day : List.of(Duration.ZERO, Duration.ofHours(25), Duration.ofSeconds(90))) {
      refused(
          () -> Calendars.data(USUAL, List.of()).withHours("other", USUAL, day), "standard day");
    }
  }

  @Test
  void an_exception_that_leaves_no_hours_is_refused() {
    refused(
        () -> Calendars.data(USUAL, List.of(new DayException.ShortenedDay(MONDAY, hours(9)))),
        "No hours are left on 2026-11-23");
    var sunday = new DayException.ShortenedDay(MONDAY.minusDays(1), hours(1));
    refused(() -> Calendars.data(USUAL, List.of(sunday)), "No hours are left on 2026-11-22");
    var other = new DayException.OtherHours(MONDAY, List.of());
    refused(() -> Calendars.data(USUAL, List.of(other)), "call it a day off");
  }

  @Test
  void a_date_has_one_exception() {
    var twice =
        List.<DayException>of(
            new DayException.DayOff(MONDAY), new DayException.ShortenedDay(MONDAY, hours(1)));
    refused(() -> Calendars.data(USUAL, twice), "The date 2026-11-23 has two exceptions");
  }

  @Test
  void a_day_is_shortened_at_its_end_over_breaks() {
    var lunch = WeeklyHours.mondayToFriday(shifts("09:00-13:00", "14:00-18:00"));
    assertThat(new DayException.ShortenedDay(MONDAY, hours(1)).shifts(lunch))
        .containsExactly(shifts("09:00-13:00", "14:00-17:00"));
    assertThat(new DayException.ShortenedDay(MONDAY, hours(4)).shifts(lunch))
        .containsExactly(shifts("09:00-13:00"));
    assertThat(new DayException.ShortenedDay(MONDAY, hours(6)).shifts(lunch))
        .containsExactly(shifts("09:00-11:00"));
  }

  @Test
  void instants_beyond_all_years_are_refused_and_a_term_never_runs_for_ever() {
    for (var instant :
        List.of(
            Instant.MIN,
            Instant.MAX,
            Instant.parse("1969-12-30T00:00:00Z"),
            Instant.parse("2199-12-31T21:00:00Z"))) {
      refused(() -> RUSSIA.due(instant, Term.workingHours(1), Convention.CIVIL), "1970 to 2199");
    }
    var minuteAWeek = new WeeklyHours(Map.of(DayOfWeek.MONDAY, List.of(shifts("09:00-09:01"))));
    var slow = new BusinessCalendar(Calendars.data(minuteAWeek, List.of()));
    var start = Calendars.moscow("2026-11-23T08:00");
    refused(() -> slow.due(start, Term.workingHours(10_000), Convention.CIVIL), "1970 to 2199");
    assertThat(slow.due(start, Term.workingHours(1), Convention.CIVIL).at())
        .isEqualTo(Calendars.moscow("2028-01-10T09:01"));
    refused(() -> RUSSIA.dueAfter(start, Duration.ofSeconds(-1)), "can't be counted");
  }

  @Test
  void counting_back_stops_at_the_start_however_far_it_would_go() {
    var start = Instant.parse("1970-01-05T06:00:00Z");
    var due = Instant.parse("1970-01-08T06:00:00Z");
    assertThat(RUSSIA.noticePoint(due, Term.workingHours(10_000), start)).isEqualTo(start);
    assertThat(RUSSIA.noticePoint(due, Term.businessDays(1_000), start)).isEqualTo(start);
    assertThat(RUSSIA.noticePoint(start, Term.workingHours(1), due)).isEqualTo(due);
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }
}
