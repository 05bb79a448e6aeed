package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarYamlTest {
  private static final String SMALL =
      """
      zone: Europe/Moscow
      completeYears: all
      weekly:
        monday-friday: 09:00-18:00
      """;

  private static CalendarData read(String yaml) throws IOException {
    var bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return CalendarYaml.read("my.yaml", new ByteArrayInputStream(bytes));
  }

  private static void refused(String yaml, String sentence) {
    assertThatExceptionOfType(CalendarException.class)
        .isThrownBy(() -> read(yaml))
        .withMessage(sentence);
  }

  @Test
  void a_small_file_is_enough() throws IOException {
    var data = read(SMALL);
    assertThat(data.name()).isEqualTo("my.yaml");
    assertThat(data.zone()).isEqualTo(ZoneId.of("Europe/Moscow"));
    assertThat(data.standardDay()).isEqualTo(Duration.ofHours(9));
    assertThat(data.complete()).isEqualTo(Years.COUNTABLE);
    assertThat(data.exceptions()).isEmpty();
  }

  @Test
  void everything_that_the_format_can_say_is_read() throws IOException {
    var data =
        read(
            """
            name: Склад
            zone: Europe/Berlin
            standardDay: 7h 30m
            completeYears: 2026-2027
            weekly:
              monday-thursday: 09:00-13:00, 14:00-18:00
              friday: [09:30-12:00, "13:00-24:00"]
              saturday: off
            exceptions:
              2026-12-24..2026-12-26: off
              2026-12-31: 2h shorter
              2026-06-06: as friday
              2026-06-13: as monday, 1h 30m shorter
              2026-06-20: 10:00-14:00
            """);
    assertThat(data.name()).isEqualTo("Склад");
    assertThat(data.standardDay()).isEqualTo(Duration.ofMinutes(450));
    assertThat(data.complete()).isEqualTo(new Years(2026, 2027));
    assertThat(data.weekly().on(DayOfWeek.FRIDAY))
        .containsExactly(Calendars.shifts("09:30-12:00", "13:00-24:00"));
    var calendar = new BusinessCalendar(data);
    assertThat(calendar.isBusinessDay(LocalDate.parse("2026-12-25"))).isFalse();
    assertThat(calendar.hoursOn(LocalDate.parse("2026-12-31")))
        .containsExactly(Calendars.shifts("09:00-13:00", "14:00-16:00"));
    assertThat(calendar.hoursOn(LocalDate.parse("2026-06-06")))
        .isEqualTo(data.weekly().on(DayOfWeek.FRIDAY));
    assertThat(calendar.hoursOn(LocalDate.parse("2026-06-13")))
        .containsExactly(Calendars.shifts("09:00-13:00", "14:00-16:30"));
    assertThat(calendar.hoursOn(LocalDate.parse("2026-06-20")))
        .isEqualTo(List.of(Shift.parse("10:00-14:00")));
  }

  @Test
  void hours_that_yaml_takes_for_numbers_or_truth_are_read_as_they_are_written()
      throws IOException {
    // In YAML 1.1 off is false, and an unquoted date a timestamp.
    var data = read(SMALL + "exceptions:\n  2026-11-23: off\n");
    assertThat(data.exceptions())
        .containsExactly(new DayException.DayOff(LocalDate.parse("2026-11-23")));
  }

  @Test
  void a_country_serves_firms_with_other_hours() {
    var hours = WeeklyHours.mondayToFriday(Calendars.shifts("10:00-19:00"));
    var partner =
        new BusinessCalendar(
            CalendarYaml.russia().withHours("partner", hours, Duration.ofHours(9)));
    assertThat(
            partner
                .due(Calendars.moscow("2026-11-03T16:30"), Term.workingHours(5), Convention.CIVIL)
                .at())
        .isEqualTo(Calendars.moscow("2026-11-05T13:30"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "zone: Europe/Moscow | zone: Moscow | line 1: \"Moscow\" is no time zone like Europe/Moscow.",
        "all | soon | line 2: \"soon\" says no years like 2025-2027, 2026 or all.",
        "all | 2027-2025 | line 2: The years 2027-2025 end before they begin.",
        "09:00-18:00 | 9 to 5 | line 4: \"9 to 5\" says no working hours like 09:00-18:00.",
        "09:00-18:00 | 09:00-25:00 | line 4: \"09:00-25:00\" says no working hours like 09:00-18:00.",
        "09:00-18:00 | 18:00-09:00 | line 4: Working hours from 18:00 to 09:00 end before they begin; split a night at 24:00.",
        "09:00-18:00 | off | line 4: A calendar needs working hours on at least one day of the week.",
        "09:00-18:00 | {a: b} | line 4: Here is more than one value where one belongs.",
        "monday-friday | friday-monday | line 4: \"friday-monday\" names no weekdays like monday-friday.",
        "monday-friday | workdays | line 4: \"workdays\" is no weekday like monday.",
      })
  void a_bad_value_is_refused_with_its_line(String good, String bad, String words) {
    refused(SMALL.replace(good, bad), "my.yaml, " + words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2026-02-30: off | line 6: \"2026-02-30\" is no date like 2026-11-04 or 2026-01-01..2026-01-08.",
        "2026-03-02..2026-03-01: off | line 6: \"2026-03-02..2026-03-01\" names no dates, or more than a year of them.",
        "2026-01-01..9999-01-01: off | line 6: \"2026-01-01..9999-01-01\" names no dates, or more than a year of them.",
        "2026-03-02: holiday | line 6: \"holiday\" says nothing of a date; say off, 1h shorter, as monday, or 10:00-14:00.",
        "2026-03-02: 1 hour shorter | line 6: \"1 hour\" says no time like 9h, 30m or 8h 30m.",
        "2026-03-02: 9h shorter | line 6: No hours are left on 2026-03-02; call it a day off.",
        "2026-03-01: 1h shorter | line 6: No hours are left on 2026-03-01; call it a day off.",
        "2026-03-01: as sunday | line 6: No hours are left on 2026-03-01; call it a day off.",
        "2026-03-01: as someday | line 6: \"someday\" is no weekday like monday.",
      })
  void a_bad_exception_is_refused_with_its_line(String line, String words) {
    refused(SMALL + "exceptions:\n  " + line + "\n", "my.yaml, " + words);
  }

  @Test
  void what_is_missing_strange_or_twice_is_refused() {
    refused("", "my.yaml: the file is empty.");
    refused("a list", "my.yaml, line 1: A calendar consists of lines like \"key: value\".");
    refused(SMALL.replace("zone: Europe/Moscow\n", ""), "my.yaml: \"zone\" is missing.");
    refused("zone: UTC\ncompleteYears: all\n", "my.yaml: \"weekly\" is missing.");
    refused(
        SMALL + "holidays: many\n",
        "my.yaml, line 5: \"holidays\" is nothing that a calendar has: completeYears, exceptions,"
            + " name, standardDay, weekly, zone.");
    refused(SMALL + "zone: UTC\n", "my.yaml, line 5: \"zone\" is here a second time.");
    refused(
        SMALL + "  monday: 09:00-18:00\n",
        "my.yaml, line 5: \"monday\" names a weekday a second time.");
    refused(
        SMALL + "exceptions:\n  2026-03-02: off\n  2026-03-01..2026-03-03: off\n",
        "my.yaml, line 7: The date 2026-03-02 is here a second time.");
    refused(
        SMALL + "standardDay: 25h\n",
        "my.yaml, line 5: A standard day is whole minutes, at most 24 hours of them.");
  }

  @Test
  void what_is_no_yaml_or_an_attack_is_refused() {
    assertThatExceptionOfType(CalendarException.class)
        .isThrownBy(() -> read(SMALL + "exceptions: [\n"))
        .withMessageStartingWith("my.yaml, line ")
        .withMessageContaining("this is no YAML");
    for (var hostile :
        List.of(
            "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://example.org/\"]]",
            "[".repeat(10_000),
            "a: &a [x]\nb: &b [*a, *a]\n",
            "x".repeat(1_000_001),
            "\u0000")) {
      assertThatExceptionOfType(CalendarException.class)
          .isThrownBy(() -> read(hostile))
          .satisfies(e -> assertThat(e.sentence()).startsWith("my.yaml").hasSizeLessThan(300));
    }
    assertThatExceptionOfType(CalendarException.class)
        .isThrownBy(() ->
            CalendarYaml.read("my.yaml", new ByteArrayInputStream(new byte[] {'a', (byte) 0xff})))
        .withMessage("my.yaml: this is no UTF-8 text.");
  }

  @Test
  void a_missing_file_is_named() {
    assertThatExceptionOfType(CalendarException.class)
        .isThrownBy(() -> CalendarYaml.read(Path.of("missing.yaml")))
        .withMessage("The calendar missing.yaml can't be read.");
  }
}
