package org.otklik.helpdesk.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Counts terms in a firm's working hours. All instants are exact to the nanosecond; nothing is
 * rounded. Every method throws {@link CalendarException} for instants, or terms that end, outside
 * {@link Years#COUNTABLE}.
 *
 * <p>Immutable and thread-safe. It keeps the years it has counted in, so make one and keep it: then
 * a due time takes well under a microsecond.
 */
public final class BusinessCalendar {
  private static final long NANOS_OF_MINUTE = 60_000_000_000L;
  private static final Duration LONGEST = Duration.ofDays(1_000);

  private final CalendarData data;
  private final Map<LocalDate, List<Shift>> datedHours;
  private final Timeline timeline;

  public BusinessCalendar(CalendarData data) {
    this.data = data;
    this.datedHours = data.datedHours();
    this.timeline = new Timeline(data.zone(), this::hoursOn);
  }

  /** What it counts with. */
  public CalendarData data() {
    return data;
  }

  public String name() {
    return data.name();
  }

  public ZoneId zone() {
    return data.zone();
  }

  /** When a term ends that begins with an event at the start. */
  public Due due(Instant start, Term term, Convention convention) {
    long from = Timeline.nanos(start);
    long due =
        switch (term.unit()) {
          case WORKING_MINUTE, WORKING_HOUR -> timeline.forward(from, workingTime(term));
          case BUSINESS_DAY ->
              switch (convention) {
                case CIVIL -> timeline.closing(from, term.amount());
                case CIVIL_MIDNIGHT -> timeline.midnightAfter(from, term.amount());
                case WORKING -> timeline.forward(from, workingTime(term));
              };
        };
    return dueAt(from, due);
  }

  /**
   * When so much working time has passed since the start: how a term goes on after a pause that
   * left it {@link #workingTimeBetween} its beginning and the due time. After none, it is the
   * start.
   */
  public Due dueAfter(Instant start, Duration workingTime) {
    if (workingTime.isNegative() || workingTime.compareTo(LONGEST) > 0) {
      throw CalendarException.of(CalendarRule.UNCOUNTABLE_TIME, workingTime.toString());
    }
    long from = Timeline.nanos(start);
    long amount = workingTime.toNanos();
    return dueAt(from, amount == 0 ? from : timeline.forward(from, amount));
  }

  private Due dueAt(long from, long due) {
    // A term that ends with the old year's last midnight has not reached the new one.
    int lastYear = timeline.yearOf(Math.max(from, due - 1));
    var known = data.complete();
    boolean provisional = !known.contains(timeline.yearOf(from)) || !known.contains(lastYear);
    return new Due(Timeline.instant(due), provisional);
  }

  /**
   * When a party that can't keep a term must have said so. Hours and minutes are counted back as
   * working time, to the latest instant that fits. A business day before is the same time of day on
   * the previous business day, brought into its hours.
   *
   * @param notBefore the term's start; the result is never earlier
   */
  public Instant noticePoint(Instant due, Term before, Instant notBefore) {
    long floor = Timeline.nanos(notBefore);
    long end = Timeline.nanos(due);
    if (end <= floor) {
      return notBefore;
    }
    return switch (before.unit()) {
      case WORKING_MINUTE, WORKING_HOUR -> {
        long amount = workingTime(before);
        yield timeline.between(floor, end) < amount
            ? notBefore
            : Timeline.instant(timeline.backward(end, amount));
      }
      case BUSINESS_DAY -> {
        var point = businessDaysBefore(due, before.amount(), notBefore);
        yield point.isBefore(notBefore) ? notBefore : point;
      }
    };
  }

  private Instant businessDaysBefore(Instant due, int days, Instant notBefore) {
    var wall = LocalDateTime.ofInstant(due, zone());
    var day = wall.toLocalDate();
    long time = wall.toLocalTime().toNanoOfDay();
    if (time == 0 && isBusinessDay(day.minusDays(1))) {
      // The midnight that ends a business day belongs to it: ГК РФ ст. 194 says 24 hours.
      day = day.minusDays(1);
      time = Shift.MINUTES_OF_DAY * NANOS_OF_MINUTE;
    }
    var earliest = LocalDate.ofInstant(notBefore, zone());
    for (int i = 0; i < days; i++) {
      do {
        day = day.minusDays(1);
        if (day.isBefore(earliest)) {
          return notBefore;
        }
      } while (!isBusinessDay(day));
    }
    var point = day.atStartOfDay().plusNanos(withinHours(time, hoursOn(day)));
    return point.atZone(zone()).withLaterOffsetAtOverlap().toInstant();
  }

  /** A time within the hours as it is, else the next opening, else the closing; in nanoseconds. */
  private static long withinHours(long time, List<Shift> hours) {
    for (var shift : hours) {
      if (time <= shift.closingMinute() * NANOS_OF_MINUTE) {
        return Math.max(time, shift.openingMinute() * NANOS_OF_MINUTE);
      }
    }
    return hours.getLast().closingMinute() * NANOS_OF_MINUTE;
  }

  /** The working time from one instant to another; negative when the other is earlier. */
  public Duration workingTimeBetween(Instant from, Instant to) {
    long start = Timeline.nanos(from);
    long end = Timeline.nanos(to);
    return start <= end
        ? Duration.ofNanos(timeline.between(start, end))
        : Duration.ofNanos(timeline.between(end, start)).negated();
  }

  /** Whether it is worked then; at the closing time it no longer is. */
  public boolean isOpen(Instant instant) {
    return timeline.isOpen(Timeline.nanos(instant));
  }

  /** The instant itself when it is worked then, else when working hours next begin. */
  public Instant nextOpening(Instant instant) {
    long at = Timeline.nanos(instant);
    // The first nanosecond that is worked ends right after the opening.
    return timeline.isOpen(at) ? instant : Timeline.instant(timeline.forward(at, 1) - 1);
  }

  public boolean isBusinessDay(LocalDate date) {
    return !hoursOn(date).isEmpty();
  }

  /** That date's shifts in order; none when it is not worked. */
  public List<Shift> hoursOn(LocalDate date) {
    var dated = datedHours.get(date);
    return dated == null ? data.weekly().on(date.getDayOfWeek()) : dated;
  }

  /** When working hours end on a day; its midnight when it isn't worked. */
  public Instant endOf(LocalDate day) {
    var hours = hoursOn(day);
    var closing = hours.isEmpty() ? LocalTime.MIDNIGHT : hours.getLast().to();
    var last = closing.equals(LocalTime.MIDNIGHT) ? day.plusDays(1) : day;
    return last.atTime(closing).atZone(zone()).toInstant();
  }

  private long workingTime(Term term) {
    long minutes =
        switch (term.unit()) {
          case BUSINESS_DAY -> data.standardDay().toMinutes();
          case WORKING_HOUR -> 60;
          case WORKING_MINUTE -> 1;
        };
    return term.amount() * minutes * NANOS_OF_MINUTE;
  }
}
