package org.otklik.helpdesk.calendar;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When a firm works: all that {@link BusinessCalendar} counts with.
 *
 * @param name what people call it
 * @param zone whose wall clock and dates it goes by
 * @param standardDay how much working time one business day is where days count as working time
 * @param exceptions dated, at most one a date
 * @param complete the years whose exceptions are all known; a term that reaches another is
 *     provisional
 * @param names what exceptional dates are called, for people: a holiday's name, the day off that
 *     was moved here
 */
public record CalendarData(
    String name,
    ZoneId zone,
    WeeklyHours weekly,
    Duration standardDay,
    List<DayException> exceptions,
    Years complete,
    Map<LocalDate, String> names) {
  private static final int MAX_EXCEPTIONS = 20_000;
  private static final int LEAST_OF_A_WEEKDAY = 52;

  /**
   * @throws CalendarException when the standard day is no part of a day in whole minutes, when a
   *     date has two exceptions, when an exception leaves no hours, or when exceptions leave a year
   *     none
   */
  public CalendarData {
    standardDay = checkStandardDay(standardDay);
    if (exceptions.size() > MAX_EXCEPTIONS) {
      throw CalendarException.of(
          CalendarRule.TOO_MANY_EXCEPTIONS, Integer.toString(MAX_EXCEPTIONS));
    }
    exceptions = List.copyOf(exceptions);
    var dated = datedHours(exceptions, weekly);
    names = Map.copyOf(names);
    checkEveryYearIsWorked(dated, weekly);
  }

  /** A calendar whose exceptional dates have no names. */
  public CalendarData(
      String name,
      ZoneId zone,
      WeeklyHours weekly,
      Duration standardDay,
      List<DayException> exceptions,
      Years complete) {
    this(name, zone, weekly, standardDay, exceptions, complete, Map.of());
  }

  /** A year can lose its hours by exceptions only; then no term would end in it. */
  private static void checkEveryYearIsWorked(
      Map<LocalDate, List<Shift>> dated, WeeklyHours weekly) {
    dated.entrySet().stream()
        .filter(day -> day.getValue().isEmpty())
        .collect(Collectors.groupingBy(day -> day.getKey().getYear(), Collectors.counting()))
        .forEach((year, daysOff) -> {
          // Few days off can't fill a year: there are 52 of each weekday.
          if (daysOff >= LEAST_OF_A_WEEKDAY && !isWorked(year, dated, weekly)) {
            throw CalendarException.of(CalendarRule.NO_HOURS_IN_A_YEAR, Integer.toString(year));
          }
        });
  }

  private static boolean isWorked(int year, Map<LocalDate, List<Shift>> dated, WeeklyHours weekly) {
    return LocalDate.of(year, 1, 1)
        .datesUntil(LocalDate.of(year + 1, 1, 1))
        .anyMatch(day -> !dated.getOrDefault(day, weekly.on(day.getDayOfWeek())).isEmpty());
  }

  /** Returns it when it is a part of a day in whole minutes. */
  static Duration checkStandardDay(Duration day) {
    if (!day.isPositive()
        || day.compareTo(Duration.ofDays(1)) > 0
        || !day.equals(Duration.ofMinutes(day.toMinutes()))) {
      throw CalendarException.of(CalendarRule.STANDARD_DAY);
    }
    return day;
  }

  /** The same dates for a firm with other hours. */
  public CalendarData withHours(String otherName, WeeklyHours otherHours, Duration otherDay) {
    return new CalendarData(otherName, zone, otherHours, otherDay, exceptions, complete, names);
  }

  /** The same calendar with other dates. */
  public CalendarData withDates(
      List<DayException> otherExceptions, Map<LocalDate, String> otherNames, Years known) {
    return new CalendarData(name, zone, weekly, standardDay, otherExceptions, known, otherNames);
  }

  /**
   * The calendar with another exception, in place of what it said of that date.
   *
   * @param called what the date is called, "" for nothing
   */
  public CalendarData withException(DayException exception, String called) {
    var without = withoutException(exception.date());
    var others = new ArrayList<>(without.exceptions);
    others.add(exception);
    var otherNames = new HashMap<>(without.names);
    if (!called.isBlank()) {
      otherNames.put(exception.date(), called.strip());
    }
    return withDates(others, otherNames, complete);
  }

  /** The calendar with nothing said of a date. */
  public CalendarData withoutException(LocalDate date) {
    var otherNames = new HashMap<>(names);
    otherNames.remove(date);
    return withDates(
        exceptions.stream().filter(e -> !e.date().equals(date)).toList(), otherNames, complete);
  }

  /** What a date is called. */
  public Optional<String> nameOf(LocalDate date) {
    return Optional.ofNullable(names.get(date));
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
        throw CalendarException.of(CalendarRule.TWO_EXCEPTIONS, exception.date().toString());
      }
    }
    return hours;
  }
}
