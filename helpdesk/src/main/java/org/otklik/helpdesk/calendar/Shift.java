package org.otklik.helpdesk.calendar;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Hours worked without a break within one day, from the opening up to but not including the
 * closing, in whole minutes of the calendar's wall clock. A closing at 00:00 is the end of the day.
 */
public record Shift(LocalTime from, LocalTime to) {
  static final int MINUTES_OF_DAY = 24 * 60;

  public Shift {
    if (!from.equals(from.truncatedTo(ChronoUnit.MINUTES))
        || !to.equals(to.truncatedTo(ChronoUnit.MINUTES))) {
      throw CalendarException.of(CalendarRule.NOT_WHOLE_MINUTES);
    }
    if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
      throw CalendarException.of(
          CalendarRule.END_BEFORE_THEY_BEGIN, from.toString(), to.toString());
    }
  }

  /**
   * Reads {@code 09:00-18:00}; the day's end is {@code 24:00}.
   *
   * @throws CalendarException when the text says no such hours
   */
  public static Shift parse(String text) {
    var dash = text.indexOf('-');
    if (dash < 0) {
      throw unreadable(text);
    }
    try {
      var to = text.substring(dash + 1).strip();
      return new Shift(
          LocalTime.parse(text.substring(0, dash).strip()),
          to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to));
    } catch (DateTimeParseException e) {
      throw unreadable(text);
    }
  }

  /**
   * Reads a day's hours, {@code 09:00-13:00, 14:00-18:00}; none when it is {@code off} or blank.
   *
   * @throws CalendarException when the text says no hours, or such that overlap
   */
  public static List<Shift> parseDay(String text) {
    var hours = text.strip();
    return hours.isEmpty() ? List.of() : CalendarWords.shifts(hours);
  }

  private static CalendarException unreadable(String text) {
    return CalendarException.of(CalendarRule.NO_HOURS, CalendarException.quoted(text));
  }

  public Duration length() {
    return Duration.ofMinutes(closingMinute() - openingMinute());
  }

  /** Minutes from the day's beginning to the opening. */
  int openingMinute() {
    return from.toSecondOfDay() / 60;
  }

  /** Minutes from the day's beginning to the closing, at most 1440. */
  int closingMinute() {
    return to.equals(LocalTime.MIDNIGHT) ? MINUTES_OF_DAY : to.toSecondOfDay() / 60;
  }

  private static Shift ofMinutes(int opening, int closing) {
    return new Shift(
        LocalTime.ofSecondOfDay(opening * 60L),
        LocalTime.ofSecondOfDay(closing % MINUTES_OF_DAY * 60L));
  }

  /** One day's shifts in order; two that overlap are refused. */
  static List<Shift> oneDay(Collection<Shift> shifts) {
    var ordered = shifts.stream().sorted(Comparator.comparing(Shift::from)).toList();
    for (int i = 1; i < ordered.size(); i++) {
      if (ordered.get(i).openingMinute() < ordered.get(i - 1).closingMinute()) {
        throw CalendarException.of(
            CalendarRule.HOURS_OVERLAP, ordered.get(i - 1).toString(), ordered.get(i).toString());
      }
    }
    return ordered;
  }

  /** The same day ending earlier, by that much working time; nothing may be left. */
  static List<Shift> shortened(List<Shift> day, Duration by) {
    var left = new ArrayList<>(day);
    var cut = by.toMinutes();
    while (cut > 0 && !left.isEmpty()) {
      var last = left.removeLast();
      var length = last.length().toMinutes();
      if (length > cut) {
        left.add(ofMinutes(last.openingMinute(), (int) (last.closingMinute() - cut)));
      }
      cut -= Math.min(cut, length);
    }
    return List.copyOf(left);
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return from + "-" + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to);
  }
}
