package org.otklik.helpdesk.calendar;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A year of a calendar as people look at it, day by day.
 *
 * @param provisional its days off are not all known yet
 * @param days from 1 January to 31 December
 */
public record CalendarYear(int year, boolean provisional, List<Day> days) {
  /** What a day is. */
  public enum Kind {
    /** Worked as its weekday usually is. */
    WORKED,
    /** Its weekday is never worked. */
    WEEKEND,
    /** A holiday, or a day off moved here. */
    OFF,
    /** Ends earlier than usual. */
    SHORTENED,
    /** Worked although its weekday usually isn't. */
    EXTRA,
    /** Worked with hours of its own. */
    OTHER_HOURS
  }

  /**
   * A day.
   *
   * @param shorterBy by how much an exception says that it ends earlier, or zero
   * @param name what it is called, when it has a name
   */
  public record Day(
      LocalDate date, Kind kind, List<Shift> hours, Duration shorterBy, Optional<String> name) {
    /** The working time on the wall, which a change of the clock can make longer or shorter. */
    public Duration worked() {
      return hours.stream().map(Shift::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether the calendar says something of this very date. */
    public boolean isException() {
      return kind != Kind.WORKED && kind != Kind.WEEKEND;
    }
  }

  /** How much is worked in a month, or in the whole year. */
  public record Sum(int businessDays, int daysOff, Duration worked) {
    static Sum of(List<Day> days) {
      int business = (int) days.stream().filter(day -> !day.hours().isEmpty()).count();
      return new Sum(
          business,
          days.size() - business,
          days.stream().map(Day::worked).reduce(Duration.ZERO, Duration::plus));
    }
  }

  /**
   * Looks at a year.
   *
   * @throws CalendarException when it is none that can be counted in
   */
  public static CalendarYear of(BusinessCalendar calendar, int year) {
    if (!Years.COUNTABLE.contains(year)) {
      throw CalendarException.of(
          CalendarRule.UNCOUNTABLE_YEAR,
          Integer.toString(Years.COUNTABLE.first()),
          Integer.toString(Years.COUNTABLE.last()));
    }
    var data = calendar.data();
    Map<LocalDate, DayException> exceptions =
        data.exceptions().stream()
            .filter(e -> e.date().getYear() == year)
            .collect(Collectors.toMap(DayException::date, Function.identity()));
    var days =
        LocalDate.of(year, 1, 1)
            .datesUntil(LocalDate.of(year + 1, 1, 1))
            .map(date -> day(calendar, date, Optional.ofNullable(exceptions.get(date))))
            .toList();
    return new CalendarYear(year, !data.complete().contains(year), days);
  }

  private static Day day(
      BusinessCalendar calendar, LocalDate date, Optional<DayException> exception) {
    var data = calendar.data();
    boolean usuallyWorked = !data.weekly().on(date.getDayOfWeek()).isEmpty();
    Kind usual = usuallyWorked ? Kind.WORKED : Kind.WEEKEND;
    return new Day(
        date,
        exception.map(e -> kind(e, usuallyWorked)).orElse(usual),
        calendar.hoursOn(date),
        exception.map(CalendarYear::shorterBy).orElse(Duration.ZERO),
        data.nameOf(date));
  }

  private static Kind kind(DayException exception, boolean usuallyWorked) {
    return switch (exception) {
      case DayException.DayOff off -> Kind.OFF;
      case DayException.ShortenedDay shortened -> Kind.SHORTENED;
      case DayException.WorkedDay worked -> usuallyWorked ? Kind.OTHER_HOURS : Kind.EXTRA;
      case DayException.OtherHours other -> usuallyWorked ? Kind.OTHER_HOURS : Kind.EXTRA;
    };
  }

  private static Duration shorterBy(DayException exception) {
    return switch (exception) {
      case DayException.ShortenedDay(LocalDate date, Duration by) -> by;
      case DayException.WorkedDay worked -> worked.shorterBy();
      default -> Duration.ZERO;
    };
  }

  /** The days of a month. */
  public List<Day> days(Month month) {
    return days.stream().filter(day -> day.date().getMonth() == month).toList();
  }

  public Sum sum() {
    return Sum.of(days);
  }

  public Sum sum(Month month) {
    return Sum.of(days(month));
  }

  /** The days of which the calendar says something. */
  public List<Day> exceptions() {
    return days.stream().filter(Day::isException).toList();
  }
}
