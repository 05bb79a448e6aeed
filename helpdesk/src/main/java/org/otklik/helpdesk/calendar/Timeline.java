package org.otklik.helpdesk.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * A calendar's years in a row, each laid out when it is first needed and then kept. Instants and
 * working time are in nanoseconds, as in {@link WorkingYear}. Threads may lay out the same year at
 * once; they get the same.
 */
final class Timeline {
  private static final long NANOS = 1_000_000_000L;
  private static final long NANOS_OF_MEAN_YEAR = 31_556_952 * NANOS;
  private static final int FIRST = Years.COUNTABLE.first();
  private static final int LAST = Years.COUNTABLE.last();
  private static final long SECONDS_OF_DAY = 86_400;
  private static final long EARLIEST_SECOND =
      (LocalDate.of(FIRST, 1, 1).toEpochDay() - 2) * SECONDS_OF_DAY;
  private static final long LATEST_SECOND =
      (LocalDate.of(LAST, 12, 31).toEpochDay() + 2) * SECONDS_OF_DAY;

  private final ZoneId zone;
  private final Function<LocalDate, List<Shift>> hours;
  private final AtomicReferenceArray<WorkingYear> years =
      new AtomicReferenceArray<>(LAST - FIRST + 1);

  Timeline(ZoneId zone, Function<LocalDate, List<Shift>> hours) {
    this.zone = zone;
    this.hours = hours;
  }

  /**
   * @throws CalendarException when the instant lies outside the countable years
   */
  static long nanos(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < EARLIEST_SECOND || second > LATEST_SECOND) {
      throw outside();
    }
    return second * NANOS + instant.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  /** The first instant with that much working time after the start; the amount is positive. */
  long forward(long start, long amount) {
    int year = yearOf(start);
    long worked = year(year).worked(start) + amount;
    while (worked > year(year).total()) {
      worked -= year(year).total();
      year++;
    }
    return year(year).firstWith(worked);
  }

  /** The last instant with that much working time before the end; the amount is positive. */
  long backward(long end, long amount) {
    int year = yearOf(end);
    long worked = year(year).worked(end) - amount;
    while (worked < 0) {
      year--;
      worked += year(year).total();
    }
    return year(year).lastWith(worked);
  }

  /** The working time from one instant to a later one. */
  long between(long start, long end) {
    int year = yearOf(start);
    int lastYear = yearOf(end);
    long worked = -year(year).worked(start);
    for (; year < lastYear; year++) {
      worked += year(year).total();
    }
    return worked + year(lastYear).worked(end);
  }

  /** When working hours end on the n-th business day after the start's. */
  long closing(long start, int n) {
    return nthDayAfter(start, n, WorkingYear::closing);
  }

  /** The midnight that ends the n-th business day after the start's. */
  long midnightAfter(long start, int n) {
    return nthDayAfter(start, n, WorkingYear::midnightAfter);
  }

  private long nthDayAfter(long start, int n, TimeOfDay time) {
    int year = yearOf(start);
    int day = year(year).begun(start) + n - 1;
    while (day >= year(year).businessDays()) {
      day -= year(year).businessDays();
      year++;
    }
    return time.of(year(year), day);
  }

  private interface TimeOfDay {
    long of(WorkingYear year, int day);
  }

  boolean isOpen(long instant) {
    return year(yearOf(instant)).isOpen(instant);
  }

  /** The year on the wall of the calendar's zone. */
  int yearOf(long instant) {
    long guess = FIRST + Math.floorDiv(instant, NANOS_OF_MEAN_YEAR);
    int year = Math.clamp(guess, FIRST, LAST);
    while (instant < year(year).begins) {
      year--;
    }
    while (instant >= year(year).ends) {
      year++;
    }
    return year;
  }

  private WorkingYear year(int year) {
    if (year < FIRST || year > LAST) {
      throw outside();
    }
    var known = years.get(year - FIRST);
    if (known != null) {
      return known;
    }
    var laidOut = new WorkingYear(year, zone, hours);
    years.set(year - FIRST, laidOut);
    return laidOut;
  }

  private static CalendarException outside() {
    return CalendarException.of(
        CalendarRule.UNCOUNTABLE_YEAR, Integer.toString(FIRST), Integer.toString(LAST));
  }
}
