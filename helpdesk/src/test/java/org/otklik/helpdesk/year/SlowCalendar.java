package org.otklik.helpdesk.year;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.otklik.helpdesk.year.Hours.Span;
import org.otklik.helpdesk.year.Terms.Length;

/**
 * Counts by looking at every minute, open or not. The look at the wall clock is taken once per
 * calendar and kept; all counting walks along it.
 */
final class SlowCalendar {
  private static final Instant FIRST = Instant.parse("2025-12-01T00:00:00Z");
  private static final int MINUTES = (int) Duration.ofDays(3 * 365).toMinutes();
  private static final long MICROS = 60_000_000L;

  private final Hours hours;
  private final boolean[] open = new boolean[MINUTES];

  /** Of each minute the day on the wall, counted from 1970. */
  private final int[] day = new int[MINUTES];

  SlowCalendar(Hours hours) {
    this.hours = hours;
    var rules = hours.zone().getRules();
    List<Span> spans = List.of();
    for (int i = 0; i < MINUTES; i++) {
      long second = FIRST.getEpochSecond() + i * 60L;
      long wall = second + rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
      day[i] = (int) Math.floorDiv(wall, 86_400L);
      if (i == 0 || day[i] != day[i - 1]) {
        spans = hours.on(LocalDate.ofEpochDay(day[i]));
      }
      int minute = (int) (Math.floorMod(wall, 86_400L) / 60);
      for (Span span : spans) {
        open[i] |= minute >= span.from() && minute < span.to();
      }
    }
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(FIRST, at);
  }

  private static Instant instant(long micros) {
    return FIRST.plus(micros, ChronoUnit.MICROS);
  }

  long micros(Length working) {
    return (long) working.amount() * (working.days() ? hours.standardDay() : 60L) * MICROS;
  }

  /** So much working time after; at the instant itself when it is none. */
  Instant forward(Instant start, long amount) {
    if (amount == 0) {
      return start;
    }
    long at = micros(start);
    long left = amount;
    while (true) {
      int minute = (int) (at / MICROS);
      long next = (minute + 1) * MICROS;
      if (open[minute]) {
        if (left <= next - at) {
          return instant(at + left);
        }
        left -= next - at;
      }
      at = next;
    }
  }

  long between(Instant from, Instant to) {
    long at = micros(from);
    long end = micros(to);
    long worked = 0;
    while (at < end) {
      long next = Math.min((at / MICROS + 1) * MICROS, end);
      if (open[(int) (at / MICROS)]) {
        worked += next - at;
      }
      at = next;
    }
    return worked;
  }

  private Instant backward(Instant due, long amount, Instant floor) {
    long at = micros(due);
    long least = micros(floor);
    long left = amount;
    while (at > least) {
      long before = (at - 1) / MICROS * MICROS;
      if (open[(int) (before / MICROS)]) {
        if (left <= at - before) {
          return instant(Math.max(at - left, least));
        }
        left -= at - before;
      }
      at = before;
    }
    return floor;
  }

  /** When working hours end on the n-th business day after the day of the start. */
  Instant closing(Instant start, int days) {
    int last = lastMinuteOfNthDay(start, days);
    return instant((last + 1) * MICROS);
  }

  /** The midnight after that day. */
  Instant midnight(Instant start, int days) {
    int minute = lastMinuteOfNthDay(start, days);
    while (day[minute + 1] == day[minute]) {
      minute++;
    }
    return instant((minute + 1) * MICROS);
  }

  private int lastMinuteOfNthDay(Instant start, int days) {
    int minute = (int) (micros(start) / MICROS);
    int counted = day[minute];
    for (int left = days; left > 0; left--) {
      do {
        minute++;
      } while (!open[minute] || day[minute] <= counted);
      counted = day[minute];
    }
    int last = minute;
    for (; day[minute] == counted; minute++) {
      last = open[minute] ? minute : last;
    }
    return last;
  }

  /** When a day's working hours end; an unworked day ends with it. */
  Instant endOf(LocalDate date) {
    List<Span> spans = hours.on(date);
    LocalDateTime end =
        spans.isEmpty()
            ? date.plusDays(1).atStartOfDay()
            : date.atStartOfDay().plusMinutes(spans.getLast().to());
    return end.atZone(hours.zone()).toInstant();
  }

  /** Until when a party must have spoken. */
  Instant notice(Instant due, Length before, Instant floor) {
    if (!due.isAfter(floor)) {
      return floor;
    }
    return before.days() ? daysBefore(due, before, floor) : backward(due, micros(before), floor);
  }

  private Instant daysBefore(Instant due, Length before, Instant floor) {
    LocalDateTime wall = LocalDateTime.ofInstant(due, hours.zone());
    LocalDate date = wall.toLocalDate();
    long time = wall.toLocalTime().toNanoOfDay() / 1000;
    if (time == 0 && !hours.on(date.minusDays(1)).isEmpty()) {
      date = date.minusDays(1); // the midnight that ends a day belongs to it
      time = 24 * 60 * MICROS;
    }
    for (int left = before.amount(); left > 0; left--) {
      do {
        date = date.minusDays(1);
      } while (hours.on(date).isEmpty());
    }
    long clamped = -1;
    for (Span span : hours.on(date)) {
      if (clamped < 0 && time <= span.to() * MICROS) {
        clamped = Math.max(time, span.from() * MICROS);
      }
    }
    if (clamped < 0) {
      clamped = hours.on(date).getLast().to() * MICROS;
    }
    Instant point =
        date.atStartOfDay().plus(clamped, ChronoUnit.MICROS).atZone(hours.zone()).toInstant();
    return point.isBefore(floor) ? floor : point;
  }

  /** Whether a term lies in years without data, as far as to its last moment. */
  boolean isProvisional(Instant start, Instant due) {
    return isUnknown(start) || isUnknown(due.isAfter(start) ? due.minusNanos(1000) : start);
  }

  private boolean isUnknown(Instant at) {
    int year = LocalDate.ofInstant(at, hours.zone()).getYear();
    return year < hours.firstYear() || year > hours.lastYear();
  }
}
