package org.otklik.helpdesk.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** Calendars and instants of the tests. */
final class Calendars {
  static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  static final BusinessCalendar RUSSIA = new BusinessCalendar(CalendarYaml.russia());

  private Calendars() {}

  static Instant moscow(String wall) {
    return LocalDateTime.parse(wall).atZone(MOSCOW).toInstant();
  }

  /** Monday to Friday without holidays, in Moscow. */
  static BusinessCalendar weekdays(String... shifts) {
    return new BusinessCalendar(data(WeeklyHours.mondayToFriday(shifts(shifts)), List.of()));
  }

  static CalendarData data(WeeklyHours weekly, List<DayException> exceptions) {
    return new CalendarData(
        "test", MOSCOW, weekly, Duration.ofHours(9), exceptions, Years.COUNTABLE);
  }

  static BusinessCalendar in(String zone, WeeklyHours weekly, DayException... exceptions) {
    return new BusinessCalendar(
        new CalendarData(
            zone,
            ZoneId.of(zone),
            weekly,
            Duration.ofHours(8),
            List.of(exceptions),
            Years.COUNTABLE));
  }

  static Shift[] shifts(String... shifts) {
    return List.of(shifts).stream().map(Shift::parse).toArray(Shift[]::new);
  }

  /** Every day of the week but those. */
  static WeeklyHours everyDayBut(List<DayOfWeek> off, String... shifts) {
    var days = new java.util.EnumMap<DayOfWeek, List<Shift>>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      days.put(day, off.contains(day) ? List.of() : List.of(shifts(shifts)));
    }
    return new WeeklyHours(days);
  }
}
