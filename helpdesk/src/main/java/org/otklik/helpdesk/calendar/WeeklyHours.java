package org.otklik.helpdesk.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The hours of a usual week. A weekday that is missing or has no shift is not worked; a gap between
 * two shifts is a break.
 *
 * @param days each worked weekday's shifts, kept in order
 */
public record WeeklyHours(Map<DayOfWeek, List<Shift>> days) {
  /**
   * @throws CalendarException when shifts of one day overlap, or no day has any
   */
  public WeeklyHours {
    var ordered = new EnumMap<DayOfWeek, List<Shift>>(DayOfWeek.class);
    days.forEach((day, shifts) -> {
      if (!shifts.isEmpty()) {
        ordered.put(day, Shift.oneDay(shifts));
      }
    });
    if (ordered.isEmpty()) {
      throw CalendarException.of(CalendarRule.NO_HOURS_IN_THE_WEEK);
    }
    days = Collections.unmodifiableMap(ordered);
  }

  /** The same shifts from Monday to Friday. */
  public static WeeklyHours mondayToFriday(Shift... shifts) {
    var days = new EnumMap<DayOfWeek, List<Shift>>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      days.put(day, day.compareTo(DayOfWeek.FRIDAY) <= 0 ? List.of(shifts) : List.of());
    }
    return new WeeklyHours(days);
  }

  /** That weekday's shifts in order; none when it is not worked. */
  public List<Shift> on(DayOfWeek day) {
    return days.getOrDefault(day, List.of());
  }

  /** The working time of the longest day. */
  public Duration longestDay() {
    return days.values().stream()
        .map(day -> day.stream().map(Shift::length).reduce(Duration.ZERO, Duration::plus))
        .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }
}
