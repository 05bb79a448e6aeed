package org.otklik.helpdesk.holidays;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.helpdesk.calendar.PublishedDates;
import org.otklik.helpdesk.calendar.Years;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.words.Words;

class HolidayEventsTest {
  private static final Years YEARS = new Years(2026, 2028);

  private static ReadDates.Read read(byte[] file) {
    var outcome = HolidayEvents.read(file, YEARS);
    assertThat(outcome).isInstanceOf(ReadDates.Read.class);
    return (ReadDates.Read) outcome;
  }

  private static byte[] event(String... lines) {
    var text =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n"
            + String.join("\r\n", lines)
            + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> dates(byte[] file) {
    return read(file).dates().days().stream().map(day -> day.date().toString()).toList();
  }

  private static String refused(byte[] file) {
    var outcome = HolidayEvents.read(file, YEARS);
    assertThat(outcome).isInstanceOf(ReadDates.Refused.class);
    var refused = (ReadDates.Refused) outcome;
    return Words.in(Language.EN).say(refused.key(), refused.with().toArray());
  }

  /** Whatever zone the machine stands in: the library counts in the machine's. */
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Moscow", "America/New_York", "Pacific/Auckland"})
  void whole_days_are_off_with_their_repetitions_and_without_what_was_moved(String zone)
      throws IOException {
    var machine = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      var read = read(ProductionCalendarXmlTest.file("made-up.ics"));
      assertThat(read.dates().days())
          .extracting(PublishedDates.Day::date)
          .containsExactly(
              LocalDate.parse("2026-02-28"),
              LocalDate.parse("2026-03-01"),
              LocalDate.parse("2026-12-30"),
              LocalDate.parse("2026-12-31"),
              LocalDate.parse("2027-01-01"),
              LocalDate.parse("2027-01-02"),
              LocalDate.parse("2027-01-03"),
              LocalDate.parse("2027-02-28"),
              LocalDate.parse("2027-03-01"),
              LocalDate.parse("2027-06-11"),
              LocalDate.parse("2028-02-29"),
              LocalDate.parse("2028-03-01"));
      assertThat(read.leftOut()).isEqualTo(2);
      assertThat(read.dates().days().get(9).name()).isEqualTo("Picnic, a week late");
    } finally {
      TimeZone.setDefault(machine);
    }
  }

  @Test
  void an_event_without_an_end_is_one_day_and_so_is_one_that_ends_as_it_begins() {
    assertThat(dates(event("DTSTART;VALUE=DATE:20260501"))).containsExactly("2026-05-01");
    assertThat(dates(event("DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260501")))
        .containsExactly("2026-05-01");
  }

  @Test
  void a_leap_day_repeats_in_leap_years_only_and_extra_dates_count() {
    assertThat(
            dates(
                event(
                    "DTSTART;VALUE=DATE:20240229",
                    "RRULE:FREQ=YEARLY",
                    "RDATE;VALUE=DATE:20270301")))
        .containsExactly("2027-03-01", "2028-02-29");
  }

  @Test
  void a_count_ends_the_repetitions() {
    assertThat(dates(event("DTSTART;VALUE=DATE:20251225", "RRULE:FREQ=YEARLY;COUNT=3")))
        .containsExactly("2026-12-25", "2027-12-25");
  }

  @Test
  @Timeout(20)
  void rules_that_never_match_or_match_all_the_time_end() {
    assertThat(refused(event("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=SECONDLY")))
        .contains("no event of whole days in 2026-2028");
    var begun = System.nanoTime();
    HolidayEvents.read(
        event("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), YEARS);
    HolidayEvents.read(event("DTSTART;VALUE=DATE:00010101", "RRULE:FREQ=DAILY"), YEARS);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void what_is_no_icalendar_or_has_no_whole_days_is_refused_in_words() {
    assertThat(refused("hello".getBytes(StandardCharsets.UTF_8))).contains("no iCalendar file");
    assertThat(refused(new byte[0])).contains("no iCalendar file");
    assertThat(refused(new byte[1_000_001])).contains("too large");
    assertThat(refused(event("DTSTART:20260501T100000"))).contains("no event of whole days");
    assertThat(refused(event("DTSTART;VALUE=DATE:20260532"))).contains("no event of whole days");
    assertThat(refused(event("SUMMARY:never"))).contains("no event of whole days");
    assertThat(refused(event("DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20991231")))
        .contains("no event of whole days");
  }
}
