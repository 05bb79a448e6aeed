package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.calendar.Calendars.RUSSIA;
import static org.otklik.helpdesk.calendar.Calendars.everyDayBut;
import static org.otklik.helpdesk.calendar.Calendars.moscow;
import static org.otklik.helpdesk.calendar.Calendars.weekdays;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What went wrong with working time in other systems. */
class FieldCasesTest {
  @Test
  @DisplayName("reminders at midnight (Zammad #4432)")
  void a_notice_point_lies_within_working_hours_though_the_due_time_is_midnight() {
    var start = moscow("2026-11-16T10:00");
    var midnight = RUSSIA.due(start, Term.businessDays(5), Convention.CIVIL_MIDNIGHT).at();
    assertThat(midnight).isEqualTo(moscow("2026-11-24T00:00"));
    assertThat(RUSSIA.noticePoint(midnight, Term.workingHours(4), start))
        .isEqualTo(moscow("2026-11-23T14:00"));
    assertThat(RUSSIA.noticePoint(midnight, Term.businessDays(1), start))
        .isEqualTo(moscow("2026-11-20T18:00"));
  }

  @Test
  @DisplayName("holiday feed with observances: 48 h became 6 days (Zammad #390)")
  void only_days_that_are_off_stop_the_clock() {
    // 14 February and 1 April are observed by many and off for none.
    assertThat(RUSSIA.isBusinessDay(moscow("2025-02-14T00:00").atZone(RUSSIA.zone()).toLocalDate()))
        .isTrue();
    assertThat(RUSSIA.due(moscow("2026-03-31T09:00"), Term.workingHours(18), Convention.CIVIL).at())
        .isEqualTo(moscow("2026-04-01T18:00"));
  }

  @Test
  @DisplayName("holiday a day early (Zammad #3706)")
  void a_holiday_is_a_date_of_the_calendars_zone() {
    // In UTC it is still 3 November, and again 4 November in the last hours before Thursday's.
    assertThat(RUSSIA.isOpen(moscow("2026-11-03T16:59"))).isTrue();
    assertThat(RUSSIA.nextOpening(moscow("2026-11-04T00:30")))
        .isEqualTo(moscow("2026-11-05T09:00"));
    var start = moscow("2026-11-03T00:30");
    assertThat(RUSSIA.due(start, Term.businessDays(1), Convention.CIVIL).at())
        .isEqualTo(moscow("2026-11-05T18:00"));
  }

  @Test
  @DisplayName("weekend pause counted too long (GLPI #10594)")
  void a_pause_over_the_weekend_counts_its_working_time_only() {
    var from = moscow("2026-11-20T17:00");
    var to = moscow("2026-11-23T10:00");
    assertThat(RUSSIA.workingTimeBetween(from, to)).isEqualTo(Duration.ofHours(2));
    assertThat(RUSSIA.workingTimeBetween(to, from)).isEqualTo(Duration.ofHours(-2));
  }

  @Test
  @DisplayName("pause lost when the plan changes (GLPI #6902)")
  void a_term_goes_on_after_a_pause_with_what_was_left_of_it() {
    var due = RUSSIA.due(moscow("2026-11-20T10:00"), Term.workingHours(6), Convention.CIVIL).at();
    var left = RUSSIA.workingTimeBetween(moscow("2026-11-20T12:00"), due);
    assertThat(RUSSIA.dueAfter(moscow("2026-11-23T09:00"), left).at())
        .isEqualTo(moscow("2026-11-23T13:00"));
    var saturday = moscow("2026-11-21T12:00");
    assertThat(RUSSIA.dueAfter(saturday, Duration.ZERO).at()).isEqualTo(saturday);
  }

  @Test
  @DisplayName(
      "08–18, Mon 17:00 + 4 h = Tue 11:00, warning an hour before = Tue 10:00 (GLPI PR 22678)")
  void four_hours_from_monday_evening_end_on_tuesday_morning() {
    var calendar = weekdays("08:00-18:00");
    var start = moscow("2026-11-23T17:00");
    var due = calendar.due(start, Term.workingHours(4), Convention.CIVIL).at();
    assertThat(due).isEqualTo(moscow("2026-11-24T11:00"));
    assertThat(calendar.noticePoint(due, Term.workingHours(1), start))
        .isEqualTo(moscow("2026-11-24T10:00"));
  }

  @Test
  @DisplayName("week without Mon and Thu, lunch break (osTicket #6739, #6847)")
  void closed_weekdays_and_lunch_stop_the_clock() {
    var off = List.of(DayOfWeek.MONDAY, DayOfWeek.THURSDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    var calendar =
        new BusinessCalendar(
            Calendars.data(everyDayBut(off, "09:00-13:00", "14:00-18:00"), List.of()));
    var wednesday = moscow("2026-11-18T12:00");
    // An hour before lunch, four after it; then Thursday off, and an hour on Friday.
    assertThat(calendar.due(wednesday, Term.workingHours(6), Convention.CIVIL).at())
        .isEqualTo(moscow("2026-11-20T10:00"));
    assertThat(calendar.due(wednesday, Term.workingHours(1), Convention.CIVIL).at())
        .isEqualTo(moscow("2026-11-18T13:00"));
    assertThat(calendar.due(wednesday, Term.businessDays(2), Convention.CIVIL).at())
        .isEqualTo(moscow("2026-11-24T18:00"));
    assertThat(calendar.isOpen(moscow("2026-11-18T13:30"))).isFalse();
    assertThat(calendar.noticePoint(moscow("2026-11-24T15:00"), Term.workingHours(1), wednesday))
        .isEqualTo(moscow("2026-11-24T14:00"));
  }

  @Test
  @DisplayName("Fri 16:30 + 1 h, 9–17 = Mon 09:30 (Chatwoot PR 13392)")
  void the_rest_of_an_hour_is_worked_on_monday() {
    var calendar = weekdays("09:00-17:00");
    assertThat(
            calendar.due(moscow("2026-11-20T16:30"), Term.workingHours(1), Convention.CIVIL).at())
        .isEqualTo(moscow("2026-11-23T09:30"));
  }
}
