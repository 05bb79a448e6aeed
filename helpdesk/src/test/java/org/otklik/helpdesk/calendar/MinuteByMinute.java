package org.otklik.helpdesk.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The same counting without any cleverness: it looks at the wall clock minute by minute. It shares
 * nothing with the calendar but the data.
 */
record MinuteByMinute(CalendarData data) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  Instant forward(Instant start, Duration amount) {
    var at = start;
    var left = amount;
    while (true) {
      var next = at.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
      if (isOpen(at)) {
        var rest = Duration.between(at, next);
        if (left.compareTo(rest) <= 0) {
          return at.plus(left);
        }
        left = left.minus(rest);
      }
      at = next;
    }
  }

  /** The latest instant with that much worked before the end, or the floor if that is later. */
  Instant backward(Instant end, Duration amount, Instant floor) {
    var at = end;
    var left = amount;
    while (at.isAfter(floor)) {
      var before = at.minusNanos(1).truncatedTo(ChronoUnit.MINUTES);
      if (isOpen(before)) {
        var rest = Duration.between(before, at);
        if (left.compareTo(rest) <= 0) {
          var point = at.minus(left);
          return point.isBefore(floor) ? floor : point;
        }
        left = left.minus(rest);
      }
      at = before;
    }
    return floor;
  }

  Duration between(Instant start, Instant end) {
    var worked = Duration.ZERO;
    var at = start;
    while (at.isBefore(end)) {
      var minuteEnd = at.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
      var next = minuteEnd.isBefore(end) ? minuteEnd : end;
      if (isOpen(at)) {
        worked = worked.plus(Duration.between(at, next));
      }
      at = next;
    }
    return worked;
  }

  /** The end of the last open minute of the n-th date after the start's that has one. */
  Instant closing(Instant start, int days) {
    var date = LocalDate.ofInstant(start, data.zone());
    if (midnight(date).isAfter(start)) {
      date = date.minusDays(1);
    }
    int left = days;
    while (true) {
      date = date.plusDays(1);
      var closing = Instant.MIN;
      for (var at = midnight(date); at.isBefore(midnight(date.plusDays(1))); at = at.plus(MINUTE)) {
        if (isOpen(at) && LocalDate.ofInstant(at, data.zone()).equals(date)) {
          closing = at.plus(MINUTE);
        }
      }
      if (!closing.equals(Instant.MIN) && --left == 0) {
        return closing;
      }
    }
  }

  /**
   * St. John's put the clock back at 00:01 until 2011, so that a minute of the new day came before
   * the old one's last hour: the day began with the second midnight.
   */
  private Instant midnight(LocalDate date) {
    return date.atStartOfDay().atZone(data.zone()).withLaterOffsetAtOverlap().toInstant();
  }

  boolean isOpen(Instant at) {
    var wall = at.atZone(data.zone());
    int minute = wall.toLocalTime().toSecondOfDay() / 60;
    for (var shift : hoursOn(wall.toLocalDate())) {
      int to = shift.to().toSecondOfDay() / 60;
      if (minute >= shift.from().toSecondOfDay() / 60 && (to == 0 || minute < to)) {
        return true;
      }
    }
    return false;
  }

  private List<Shift> hoursOn(LocalDate date) {
    for (var exception : data.exceptions()) {
      if (exception.date().equals(date)) {
        return exception.shifts(data.weekly());
      }
    }
    return data.weekly().on(date.getDayOfWeek());
  }
}
