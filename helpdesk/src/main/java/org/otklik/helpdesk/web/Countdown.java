package org.otklik.helpdesk.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.Shift;
import org.otklik.helpdesk.deadline.Deadline;

/**
 * How a deadline stands, in its calendar's working time.
 *
 * @param working what is left; what has passed since, when overdue
 * @param open whether it is worked right now, so that the time runs
 * @param until when that changes
 */
public record Countdown(
    Standing standing, Instant dueAt, Duration working, boolean open, Instant until) {

  /** How it stands; shown by colour and by words. */
  public enum Standing {
    ON_TIME,
    /** Past its notice point. */
    SOON,
    OVERDUE;

    /** Key of its words, and its style class. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Countdown of(Deadline deadline, Instant dueAt, BusinessCalendar calendar, Instant now) {
    return of(deadline.noticeAt(), dueAt, calendar, now);
  }

  static Countdown of(
      @Nullable Instant noticeAt, Instant dueAt, BusinessCalendar calendar, Instant now) {
    boolean open = calendar.isOpen(now);
    return new Countdown(
        standing(dueAt, noticeAt, now),
        dueAt,
        calendar.workingTimeBetween(now, dueAt).abs(),
        open,
        open ? closing(calendar, now) : calendar.nextOpening(now));
  }

  private static Standing standing(Instant dueAt, @Nullable Instant noticeAt, Instant now) {
    if (dueAt.isBefore(now)) {
      return Standing.OVERDUE;
    }
    return noticeAt != null && noticeAt.isAfter(now) ? Standing.ON_TIME : Standing.SOON;
  }

  /** When the shift ends that is being worked. */
  private static Instant closing(BusinessCalendar calendar, Instant now) {
    ZonedDateTime local = now.atZone(calendar.zone());
    LocalDate today = local.toLocalDate();
    return calendar.hoursOn(today).stream()
        .map(shift -> end(shift, today).atZone(calendar.zone()).toInstant())
        .filter(end -> end.isAfter(now))
        .findFirst()
        .orElse(now);
  }

  private static LocalDateTime end(Shift shift, LocalDate day) {
    return shift.to().equals(LocalTime.MIDNIGHT)
        ? day.plusDays(1).atStartOfDay()
        : day.atTime(shift.to());
  }

  public boolean overdue() {
    return standing == Standing.OVERDUE;
  }

  public String seconds() {
    return Long.toString(working.toSeconds());
  }

  /** How much each second adds to what is shown. */
  public String step() {
    return overdue() ? "1" : "-1";
  }

  /** For how many seconds from now it runs; none while it isn't worked. */
  public String runs(Instant now) {
    return Long.toString(open ? Duration.between(now, until).toSeconds() : 0);
  }

  /** When it changes by itself, other than by ticking: what a page must be fetched anew for. */
  String revision() {
    return standing + " " + dueAt + " " + until;
  }
}
