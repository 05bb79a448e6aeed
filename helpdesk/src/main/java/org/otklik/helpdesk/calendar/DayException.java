package org.otklik.helpdesk.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * A date that is not worked as its weekday usually is. All but {@link OtherHours} are said relative
 * to the weekly hours, so that one country's dates serve firms with different hours.
 */
public sealed interface DayException {
  /** The date on the wall of the calendar's zone. */
  LocalDate date();

  /** The hours worked on the date instead of the usual ones, in order. */
  List<Shift> shifts(WeeklyHours usual);

  /** A holiday, or a day off moved here from elsewhere. */
  record DayOff(LocalDate date) implements DayException {
    @Override
    public List<Shift> shifts(WeeklyHours usual) {
      return List.of();
    }
  }

  /** A usual day that ends earlier: in Russia by an hour on the eve of a holiday (ТК РФ ст. 95). */
  record ShortenedDay(LocalDate date, Duration by) implements DayException {
    @Override
    public List<Shift> shifts(WeeklyHours usual) {
      return someOf(date, usual.on(date.getDayOfWeek()), by);
    }
  }

  /**
   * A day worked with the hours of another weekday: a Saturday that a day off was moved from.
   *
   * @param like the weekday whose hours are worked
   * @param shorterBy by how much it ends earlier, or zero
   */
  record WorkedDay(LocalDate date, DayOfWeek like, Duration shorterBy) implements DayException {
    @Override
    public List<Shift> shifts(WeeklyHours usual) {
      return someOf(date, usual.on(like), shorterBy);
    }
  }

  /** A day with hours of its own. */
  record OtherHours(LocalDate date, List<Shift> hours) implements DayException {
    public OtherHours {
      hours = Shift.oneDay(hours);
    }

    @Override
    public List<Shift> shifts(WeeklyHours usual) {
      return someOf(date, hours, Duration.ZERO);
    }
  }

  private static List<Shift> someOf(LocalDate date, List<Shift> day, Duration shorterBy) {
    if (shorterBy.isNegative() || !shorterBy.equals(Duration.ofMinutes(shorterBy.toMinutes()))) {
      throw CalendarException.of(CalendarRule.NOT_WHOLE_MINUTES_SHORTER, date.toString());
    }
    var left = Shift.shortened(day, shorterBy);
    if (left.isEmpty()) {
      throw CalendarException.of(CalendarRule.NO_HOURS_LEFT, date.toString());
    }
    return left;
  }
}
