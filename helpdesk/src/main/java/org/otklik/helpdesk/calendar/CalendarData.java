package org.otklik.helpdesk.calendar;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When a firm works: all that {@link BusinessCalendar} counts with.
 *
 * @param name what people call it
 * @param zone whose wall clock and dates it goes by
 * @param standardDay how much working time one business day is where days count as working time
 * @param exceptions dated, at most one a date
 * @param complete the years whose exceptions are all known; a term that reaches another is
 *     provisional
 */
public record CalendarData(
    String name,
    ZoneId zone,
    WeeklyHours weekly,
    Duration standardDay,
    List<DayException> exceptions,
    Years complete) {
  private static final int MAX_EXCEPTIONS = 20_000;

  /**
   * @throws CalendarException when the standard day is no part of a day in whole minutes, when a
   *     date has two exceptions, or when an exception leaves no hours
   */
  public CalendarData {
    standardDay = checkStandardDay(standardDay);
    if (exceptions.size() > MAX_EXCEPTIONS) {
      throw new CalendarException("A calendar has at most " + MAX_EXCEPTIONS + " exceptions.");
    }
    exceptions = List.copyOf(exceptions);
    datedHours(exceptions, weekly);
  }

  /** Returns it when it is a part of a day in whole minutes. */
  static Duration checkStandardDay(Duration day) {
    if (!day.isPositive()
        || day.compareTo(Duration.ofDays(1)) > 0
        || !day.equals(Duration.ofMinutes(day.toMinutes()))) {
      throw new CalendarException("A standard day is whole minutes, at most 24 hours of them.");
    }
    return day;
  }

  /** The same dates for a firm with other hours. */
  public CalendarData withHours(String otherName, WeeklyHours otherHours, Duration otherDay) {
    return new CalendarData(otherName, zone, otherHours, otherDay, exceptions, complete);
  }

  /** Each exceptional date's shifts. */
  Map<LocalDate, List<Shift>> datedHours() {
    return datedHours(exceptions, weekly);
  }

  private static Map<LocalDate, List<Shift>> datedHours(
      List<DayException> exceptions, WeeklyHours weekly) {
    var hours = new HashMap<LocalDate, List<Shift>>();
    for (var exception : exceptions) {
      if (hours.put(exception.date(), exception.shifts(weekly)) != null) {
        throw new CalendarException("The date " + exception.date() + " has two exceptions.");
      }
    }
    return hours;
  }
}
