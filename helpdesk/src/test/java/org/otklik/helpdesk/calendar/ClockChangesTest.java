package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.calendar.Calendars.RUSSIA;
import static org.otklik.helpdesk.calendar.Calendars.everyDayBut;
import static org.otklik.helpdesk.calendar.Calendars.in;
import static org.otklik.helpdesk.calendar.Calendars.moscow;
import static org.otklik.helpdesk.calendar.Calendars.shifts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes of the clock, leap days, the ends of years, and parts of a minute. */
class ClockChangesTest {
  private static final WeeklyHours DAYTIME = WeeklyHours.mondayToFriday(shifts("09:00-18:00"));
  private static final WeeklyHours ALWAYS = everyDayBut(List.of(), "00:00-24:00");

  private static Instant at(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  @Test
  void hours_stay_on_the_wall_when_the_clock_changes_over_a_weekend() {
    var berlin = in("Europe/Berlin", DAYTIME);
    assertThat(
            berlin.due(at("2026-03-27T17:00+01:00"), Term.workingHours(2), Convention.CIVIL).at())
        .isEqualTo(at("2026-03-30T10:00+02:00"));
    assertThat(
            berlin.due(at("2026-10-23T17:00+02:00"), Term.businessDays(1), Convention.CIVIL).at())
        .isEqualTo(at("2026-10-26T18:00+01:00"));
  }

  @Test
  void a_skipped_hour_is_not_worked_and_a_repeated_one_is_worked_twice() {
    var berlin = in("Europe/Berlin", ALWAYS);
    assertThat(
            berlin.workingTimeBetween(at("2026-03-29T00:00+01:00"), at("2026-03-30T00:00+02:00")))
        .isEqualTo(Duration.ofHours(23));
    assertThat(
            berlin.workingTimeBetween(at("2026-10-25T00:00+02:00"), at("2026-10-26T00:00+01:00")))
        .isEqualTo(Duration.ofHours(25));
  }

  @Test
  void a_night_shift_that_the_clock_repeats_in_part_is_open_in_both_parts() {
    var berlin = in("Europe/Berlin", everyDayBut(List.of(), "00:00-02:30"));
    assertThat(berlin.isOpen(at("2026-10-25T02:20+02:00"))).isTrue();
    assertThat(berlin.isOpen(at("2026-10-25T02:40+02:00"))).isFalse();
    assertThat(berlin.isOpen(at("2026-10-25T02:20+01:00"))).isTrue();
    assertThat(
            berlin.due(at("2026-10-24T12:00+02:00"), Term.businessDays(1), Convention.CIVIL).at())
        .isEqualTo(at("2026-10-25T02:30+01:00"));
  }

  @Test
  void of_a_time_that_the_clock_repeats_the_later_is_the_notice_point() {
    var berlin = in("Europe/Berlin", ALWAYS);
    assertThat(
            berlin.noticePoint(
                at("2026-10-26T02:30+01:00"), Term.businessDays(1), at("2026-10-01T00:00+02:00")))
        .isEqualTo(at("2026-10-25T02:30+01:00"));
  }

  @Test
  void it_is_open_from_the_opening_up_to_the_closing_but_not_then() {
    assertThat(RUSSIA.isOpen(moscow("2026-11-20T08:59:59.999999999"))).isFalse();
    assertThat(RUSSIA.isOpen(moscow("2026-11-20T09:00"))).isTrue();
    assertThat(RUSSIA.isOpen(moscow("2026-11-20T17:59:59.999999999"))).isTrue();
    assertThat(RUSSIA.isOpen(moscow("2026-11-20T18:00"))).isFalse();
    assertThat(RUSSIA.nextOpening(moscow("2026-11-20T18:00")))
        .isEqualTo(moscow("2026-11-23T09:00"));
  }

  @Test
  void midnight_is_an_event_of_the_day_that_it_begins() {
    assertThat(RUSSIA.due(moscow("2026-11-23T00:00"), Term.businessDays(1), Convention.CIVIL).at())
        .isEqualTo(moscow("2026-11-24T18:00"));
  }

  @Test
  void a_day_that_its_zone_never_had_is_no_business_day() {
    // Samoa went from 29 to 31 December 2011 (IANA tzdata, Pacific/Apia).
    var apia = in("Pacific/Apia", ALWAYS);
    assertThat(apia.due(at("2011-12-29T12:00-10:00"), Term.businessDays(1), Convention.CIVIL).at())
        .isEqualTo(at("2012-01-01T00:00+14:00"));
  }

  @Test
  void a_day_whose_midnight_comes_twice_begins_with_the_second() {
    // St. John's put the clock back at 00:01 until 2011 (IANA tzdata, America/St_Johns).
    var johns = in("America/St_Johns", ALWAYS);
    assertThat(johns.due(at("2010-11-05T12:00-02:30"), Term.businessDays(1), Convention.CIVIL).at())
        .isEqualTo(at("2010-11-07T00:00-03:30"));
    assertThat(johns.due(at("2010-11-06T23:30-03:30"), Term.businessDays(1), Convention.CIVIL).at())
        .isEqualTo(at("2010-11-08T00:00-03:30"));
  }

  @Test
  void a_leap_day_is_a_day_like_another() {
    var berlin = in("Europe/Berlin", DAYTIME);
    assertThat(berlin.isBusinessDay(LocalDate.parse("2028-02-29"))).isTrue();
    assertThat(
            berlin.due(at("2028-02-28T10:00+01:00"), Term.businessDays(1), Convention.CIVIL).at())
        .isEqualTo(at("2028-02-29T18:00+01:00"));
    assertThat(
            berlin.due(at("2027-02-26T17:00+01:00"), Term.workingHours(2), Convention.CIVIL).at())
        .isEqualTo(at("2027-03-01T10:00+01:00"));
  }

  @Test
  void a_term_runs_on_over_the_new_year() {
    assertThat(RUSSIA.due(moscow("2025-12-30T17:00"), Term.workingHours(2), Convention.CIVIL).at())
        .isEqualTo(moscow("2026-01-12T10:00"));
    assertThat(
            RUSSIA.noticePoint(
                moscow("2026-01-12T10:00"), Term.workingHours(4), moscow("2025-12-01T00:00")))
        .isEqualTo(moscow("2025-12-30T15:00"));
    assertThat(
            RUSSIA.noticePoint(
                moscow("2026-01-12T10:00"), Term.businessDays(2), moscow("2025-12-01T00:00")))
        .isEqualTo(moscow("2025-12-29T10:00"));
  }

  @Test
  void a_term_that_ends_with_the_last_known_midnight_is_certain() {
    var known =
        new CalendarData(
            "24/7",
            Calendars.MOSCOW,
            ALWAYS,
            Duration.ofHours(24),
            List.of(),
            new Years(2026, 2026));
    var calendar = new BusinessCalendar(known);
    var start = moscow("2026-12-30T00:00");
    var due = calendar.due(start, Term.workingHours(48), Convention.CIVIL);
    assertThat(due).isEqualTo(new Due(moscow("2027-01-01T00:00"), false));
    assertThat(calendar.due(start, Term.workingMinutes(48 * 60 + 1), Convention.CIVIL))
        .isEqualTo(new Due(moscow("2027-01-01T00:01"), true));
  }

  @Test
  void a_term_that_begins_with_the_first_known_midnight_is_certain() {
    var known =
        new CalendarData(
            "24/7",
            Calendars.MOSCOW,
            ALWAYS,
            Duration.ofHours(24),
            List.of(),
            new Years(2028, 2028));
    var start = moscow("2028-01-01T00:00");
    var calendar = new BusinessCalendar(known);
    assertThat(calendar.due(start, Term.workingHours(1), Convention.CIVIL).provisional()).isFalse();
    assertThat(
            calendar.due(start.minusNanos(1), Term.workingHours(1), Convention.CIVIL).provisional())
        .isTrue();
  }

  @Test
  void parts_of_a_minute_are_kept_exactly() {
    assertThat(
            RUSSIA
                .due(moscow("2026-11-20T15:30:12.5"), Term.workingHours(5), Convention.CIVIL)
                .at())
        .isEqualTo(moscow("2026-11-23T11:30:12.5"));
    assertThat(
            RUSSIA
                .due(
                    moscow("2026-11-20T17:59:59.999999999"),
                    Term.workingMinutes(1),
                    Convention.CIVIL)
                .at())
        .isEqualTo(moscow("2026-11-23T09:00:59.999999999"));
    assertThat(
            RUSSIA.noticePoint(
                moscow("2026-11-23T09:00:00.25"),
                Term.workingMinutes(1),
                moscow("2026-11-20T00:00")))
        .isEqualTo(moscow("2026-11-20T17:59:00.25"));
  }

  @Test
  void a_business_day_before_lies_within_the_hours_of_the_day_that_it_falls_on() {
    var lunch = Calendars.weekdays("09:00-13:00", "14:00-18:00");
    var start = moscow("2026-11-01T00:00");
    var day = Term.businessDays(1);
    assertThat(lunch.noticePoint(moscow("2026-11-24T13:30"), day, start))
        .isEqualTo(moscow("2026-11-23T14:00"));
    assertThat(lunch.noticePoint(moscow("2026-11-24T13:00"), day, start))
        .isEqualTo(moscow("2026-11-23T13:00"));
    assertThat(lunch.noticePoint(moscow("2026-11-24T07:00"), day, start))
        .isEqualTo(moscow("2026-11-23T09:00"));
    assertThat(lunch.noticePoint(moscow("2026-11-22T20:00"), day, start))
        .isEqualTo(moscow("2026-11-20T18:00"));
  }
}
