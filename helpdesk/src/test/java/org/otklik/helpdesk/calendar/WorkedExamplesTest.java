package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.calendar.Calendars.RUSSIA;
import static org.otklik.helpdesk.calendar.Calendars.moscow;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The service agreement's own examples, each sentence a test. */
class WorkedExamplesTest {
  private static String due(String start, String term) {
    var due = RUSSIA.due(moscow(start), Term.parse(term), Convention.CIVIL);
    assertThat(due.provisional()).isFalse();
    return due.at().atZone(Calendars.MOSCOW).toLocalDateTime().toString();
  }

  private static String notice(String due, String before) {
    var point = RUSSIA.noticePoint(moscow(due), Term.parse(before), moscow("2026-01-01T00:00"));
    return point.atZone(Calendars.MOSCOW).toLocalDateTime().toString();
  }

  @Test
  @DisplayName("Fri 2026-11-20 15:30 Moscow + 1 bd → Mon 2026-11-23 18:00")
  void a_business_day_after_friday_ends_on_monday() {
    assertThat(due("2026-11-20T15:30", "1bd")).isEqualTo("2026-11-23T18:00");
  }

  @Test
  @DisplayName("Sat 2026-11-21 12:00 + 1 bd → the same")
  void a_business_day_after_saturday_ends_on_monday_too() {
    assertThat(due("2026-11-21T12:00", "1bd")).isEqualTo("2026-11-23T18:00");
  }

  @Test
  @DisplayName("Mon 2026-11-02 10:00 + 1 bd → Tue 17:00 (shortened)")
  void a_business_day_ends_when_a_shortened_day_ends() {
    assertThat(due("2026-11-02T10:00", "1bd")).isEqualTo("2026-11-03T17:00");
  }

  @Test
  @DisplayName("Tue 2026-11-03 10:00 + 1 bd → Thu 2026-11-05 18:00 (4 November is a holiday)")
  void a_holiday_is_no_business_day() {
    assertThat(due("2026-11-03T10:00", "1bd")).isEqualTo("2026-11-05T18:00");
  }

  @Test
  @DisplayName("Fri 2025-10-31 12:00 + 1 bd → Sat 2025-11-01 17:00")
  void a_worked_saturday_is_a_business_day() {
    assertThat(due("2025-10-31T12:00", "1bd")).isEqualTo("2025-11-01T17:00");
  }

  @Test
  @DisplayName("Fri 2026-11-20 15:30 + 5 wh → Mon 2026-11-23 11:30")
  void working_hours_stand_still_over_the_weekend() {
    assertThat(due("2026-11-20T15:30", "5wh")).isEqualTo("2026-11-23T11:30");
  }

  @Test
  @DisplayName("Tue 2026-11-03 15:30 + 5 wh → Thu 2026-11-05 12:30")
  void working_hours_stand_still_over_a_shortened_evening_and_a_holiday() {
    assertThat(due("2026-11-03T15:30", "5wh")).isEqualTo("2026-11-05T12:30");
  }

  @Test
  @DisplayName("a term that ends at closing time ends then")
  void a_term_that_ends_at_closing_time_ends_then() {
    assertThat(due("2026-11-20T15:30", "150m")).isEqualTo("2026-11-20T18:00");
  }

  @Test
  @DisplayName("One business day is the standard day length")
  void as_working_time_a_business_day_is_nine_hours() {
    var due = RUSSIA.due(moscow("2026-11-20T15:30"), Term.businessDays(1), Convention.WORKING);
    assertThat(due.at()).isEqualTo(moscow("2026-11-23T15:30"));
  }

  @Test
  @DisplayName("a plan may say midnight for the client's terms (ГК РФ ст. 194)")
  void a_plan_may_say_midnight() {
    var due =
        RUSSIA.due(moscow("2026-11-02T10:00"), Term.businessDays(1), Convention.CIVIL_MIDNIGHT);
    assertThat(due.at()).isEqualTo(moscow("2026-11-04T00:00"));
  }

  @Test
  @DisplayName("4 wh before Mon 18:00 is Mon 14:00")
  void four_hours_before_an_evening() {
    assertThat(notice("2026-11-23T18:00", "4wh")).isEqualTo("2026-11-23T14:00");
  }

  @Test
  @DisplayName("4 wh before Mon 11:30 is Fri 16:30")
  void four_hours_before_a_monday_morning() {
    assertThat(notice("2026-11-23T11:30", "4wh")).isEqualTo("2026-11-20T16:30");
  }

  @Test
  @DisplayName("1 bd before Thu 2026-11-05 18:00: Tue 17:00")
  void a_business_day_before_is_clamped_to_the_hours_of_a_shortened_day() {
    assertThat(notice("2026-11-05T18:00", "1bd")).isEqualTo("2026-11-03T17:00");
  }

  @Test
  @DisplayName("1 bd before is the same time of day on the previous business day")
  void a_business_day_before_is_the_same_time_of_day() {
    assertThat(notice("2026-11-23T11:30", "1bd")).isEqualTo("2026-11-20T11:30");
  }

  @Test
  @DisplayName("where counting back has a choice, the latest fitting instant")
  void counting_back_takes_the_latest_fitting_instant() {
    assertThat(notice("2026-11-23T13:00", "4wh")).isEqualTo("2026-11-23T09:00");
    assertThat(notice("2026-01-12T13:00", "4wh")).isEqualTo("2026-01-12T09:00");
    var friday = moscow("2026-11-20T20:00");
    assertThat(RUSSIA.noticePoint(moscow("2026-11-23T13:00"), Term.workingHours(4), friday))
        .isEqualTo(moscow("2026-11-23T09:00"));
  }

  @Test
  @DisplayName("their notice point is 4 wh before, never before the start")
  void a_notice_point_is_never_before_the_start() {
    var start = moscow("2026-11-23T16:00");
    var due = moscow("2026-11-23T18:00");
    assertThat(RUSSIA.noticePoint(due, Term.workingHours(4), start)).isEqualTo(start);
    assertThat(RUSSIA.noticePoint(due, Term.businessDays(1), start)).isEqualTo(start);
  }

  @Test
  @DisplayName("A term that reaches a year without data is marked provisional")
  void a_term_that_reaches_an_unknown_year_is_provisional() {
    var start = moscow("2027-12-30T12:00");
    assertThat(RUSSIA.due(start, Term.workingHours(6), Convention.CIVIL).provisional()).isFalse();
    assertThat(RUSSIA.due(start, Term.workingHours(7), Convention.CIVIL).provisional()).isTrue();
    assertThat(RUSSIA.due(start, Term.businessDays(1), Convention.CIVIL).provisional()).isTrue();
  }
}
