package org.otklik.helpdesk.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a country or an employer published about the dates of some years, whatever hours anybody
 * works on them.
 *
 * @param years what it speaks of
 * @param days the dates that differ, in order; at most one entry a date, none outside the years
 */
public record PublishedDates(Years years, List<Day> days) {
  /** In Russia the eve of a holiday is shorter by this (ТК РФ ст. 95). */
  private static final Duration SHORTENED_BY = Duration.ofHours(1);

  private static final int MAX_NAME = 200;

  /** What is published about a date. */
  public enum Kind {
    OFF,
    SHORTENED,
    WORKED
  }

  /**
   * A date that differs.
   *
   * @param name what it is called, "" when it has no name
   * @param like the weekday whose hours are worked when a weekend is; the country's choice
   */
  public record Day(LocalDate date, Kind kind, String name, Optional<DayOfWeek> like) {
    public Day {
      name =
          name.codePoints()
              .filter(c -> !Character.isISOControl(c))
              .limit(MAX_NAME)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString()
              .strip();
    }

    public static Day off(LocalDate date, String name) {
      return new Day(date, Kind.OFF, name, Optional.empty());
    }
  }

  /** What becomes of a calendar's other exceptions in the years that are published. */
  public enum Others {
    /** They go: what is published is all there is, and its years are known from then on. */
    GO,
    /** They stay, but for the dates that are published; what years are known stays as it was. */
    STAY
  }

  public PublishedDates {
    var ordered = new TreeMap<LocalDate, Day>();
    for (var day : days) {
      if (years.contains(day.date().getYear())) {
        ordered.putIfAbsent(day.date(), day);
      }
    }
    days = List.copyOf(ordered.values());
  }

  /**
   * The calendar with these dates in it.
   *
   * @throws CalendarException when it couldn't be counted with, or when a year between those that
   *     it knows and these would be missing
   */
  public CalendarData into(CalendarData calendar, Others others) {
    var exceptions = new TreeMap<LocalDate, DayException>();
    var names = new HashMap<>(calendar.names());
    for (var exception : calendar.exceptions()) {
      if (others == Others.STAY || !years.contains(exception.date().getYear())) {
        exceptions.put(exception.date(), exception);
      } else {
        names.remove(exception.date());
      }
    }
    for (var day : days) {
      exceptions.remove(day.date());
      names.remove(day.date());
      exception(day, calendar.weekly())
          .ifPresent(e -> {
            exceptions.put(day.date(), e);
            if (!day.name().isEmpty()) {
              names.put(day.date(), day.name());
            }
          });
    }
    return calendar.withDates(
        new ArrayList<>(exceptions.values()),
        names,
        others == Others.GO ? calendar.complete().with(years) : calendar.complete());
  }

  private static Optional<DayException> exception(Day day, WeeklyHours weekly) {
    var date = day.date();
    boolean usuallyWorked = !weekly.on(date.getDayOfWeek()).isEmpty();
    return switch (day.kind()) {
      case OFF -> Optional.of(new DayException.DayOff(date));
      case SHORTENED -> {
        if (usuallyWorked) {
          yield Optional.of(new DayException.ShortenedDay(date, SHORTENED_BY));
        }
        yield worked(day, weekly, SHORTENED_BY);
      }
      case WORKED -> usuallyWorked ? Optional.empty() : worked(day, weekly, Duration.ZERO);
    };
  }

  /** A weekend that the country works; a weekday on which the firm never does stays off. */
  private static Optional<DayException> worked(Day day, WeeklyHours weekly, Duration shorterBy) {
    var date = day.date();
    if (date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
      return Optional.empty();
    }
    return Optional.of(new DayException.WorkedDay(date, like(day, weekly), shorterBy));
  }

  private static DayOfWeek like(Day day, WeeklyHours weekly) {
    var wanted = day.like().orElse(DayOfWeek.MONDAY);
    for (int i = 0; i < DayOfWeek.values().length; i++) {
      if (!weekly.on(wanted.plus(i)).isEmpty()) {
        return wanted.plus(i);
      }
    }
    throw CalendarException.of(CalendarRule.NOTHING_TO_BE_WORKED, day.date().toString());
  }

  /** How many dates of each kind. */
  public Map<Kind, Integer> counts() {
    var counts = new HashMap<Kind, Integer>();
    days.forEach(day -> counts.merge(day.kind(), 1, Integer::sum));
    return counts;
  }
}
