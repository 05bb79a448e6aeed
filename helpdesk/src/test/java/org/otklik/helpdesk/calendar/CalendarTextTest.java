package org.otklik.helpdesk.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CalendarTextTest {
  private static final List<String> NAMES =
      List.of(
          "",
          "Christmas",
          "8 Mart",
          "День России",
          "a: b",
          "# c",
          "\"quoted\" \\ back",
          "- dash",
          "{brace}",
          "'apostrophe",
          "off",
          "Новый год (перенос)",
          "a; b",
          "🎄");

  @Property(tries = 300)
  void what_is_written_is_read_as_it_was(@ForAll("calendars") CalendarData data) {
    var read = CalendarYaml.parse("no name", CalendarText.of(data));
    assertThat(read).usingRecursiveComparison().isEqualTo(sorted(data));
  }

  @Example
  void the_shipped_calendar_is_written_as_people_would_write_it() {
    assertThat(CalendarText.of(CalendarYaml.russia()))
        .contains(
            "completeYears: 2025-2027\n",
            "  monday-friday: 09:00-18:00\n",
            "  2026-01-01..2026-01-06: off; Новогодние каникулы\n",
            "  2026-11-03: 1h shorter\n  2026-11-04: off; День народного единства\n",
            "  2027-02-20: as monday, 1h shorter; рабочая суббота");
  }

  private static CalendarData sorted(CalendarData data) {
    var exceptions = new ArrayList<>(data.exceptions());
    exceptions.sort(Comparator.comparing(DayException::date));
    return data.withDates(exceptions, data.names(), data.complete());
  }

  @Provide
  Arbitrary<CalendarData> calendars() {
    return Arbitraries.randomValue(CalendarTextTest::calendar);
  }

  private static CalendarData calendar(Random random) {
    var days = new EnumMap<DayOfWeek, List<Shift>>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      days.put(day, hours(random.nextInt(4)));
    }
    days.put(DayOfWeek.TUESDAY, hours(2));
    var exceptions = new HashMap<LocalDate, DayException>();
    var names = new HashMap<LocalDate, String>();
    for (int i = random.nextInt(60); i > 0; i--) {
      var date = LocalDate.of(2027, 12, 1).plusDays(random.nextInt(70));
      exceptions.put(date, exception(date, random, new WeeklyHours(days)));
      var name = NAMES.get(random.nextInt(NAMES.size()));
      names.remove(date);
      if (!name.isEmpty()) {
        names.put(date, name);
      }
    }
    return new CalendarData(
        ("Firm: " + NAMES.get(random.nextInt(NAMES.size()))).strip(),
        ZoneId.of("Europe/Berlin"),
        new WeeklyHours(days),
        Duration.ofMinutes(1 + random.nextInt(1440)),
        List.copyOf(exceptions.values()),
        random.nextBoolean() ? Years.COUNTABLE : new Years(2026, 2026 + random.nextInt(3)),
        Map.copyOf(names));
  }

  private static List<Shift> hours(int how) {
    return switch (how) {
      case 0 -> List.of();
      case 1 -> List.of(Shift.parse("09:00-18:00"));
      case 2 -> List.of(Shift.parse("09:00-13:00"), Shift.parse("14:00-24:00"));
      default -> List.of(Shift.parse("00:00-24:00"));
    };
  }

  private static DayException exception(LocalDate date, Random random, WeeklyHours weekly) {
    boolean worked = !weekly.on(date.getDayOfWeek()).isEmpty();
    return switch (random.nextInt(5)) {
      case 0 -> new DayException.OtherHours(date, hours(2));
      case 1 -> new DayException.WorkedDay(date, DayOfWeek.TUESDAY, Duration.ZERO);
      case 2 -> new DayException.WorkedDay(date, DayOfWeek.TUESDAY, Duration.ofMinutes(90));
      case 3 ->
          worked
              ? new DayException.ShortenedDay(date, Duration.ofHours(1))
              : new DayException.DayOff(date);
      default -> new DayException.DayOff(date);
    };
  }
}
