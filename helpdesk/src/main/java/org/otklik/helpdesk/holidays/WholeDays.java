package org.otklik.helpdesk.holidays;

import biweekly.component.VEvent;
import biweekly.property.Status;
import biweekly.property.ValuedProperty;
import biweekly.util.ICalDate;
import biweekly.util.Recurrence;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.otklik.helpdesk.calendar.Years;

/**
 * An event that takes whole days. Dates are taken as they are written; the library's own instants
 * depend on the machine's time zone.
 */
final class WholeDays {
  private static final int MAX_DAYS = 366;

  /** More often than daily for a whole working life; such rules are not of holidays. */
  private static final int MAX_REPETITIONS = 20_000;

  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  private final VEvent event;
  private final LocalDate first;
  private final int length;

  private WholeDays(VEvent event, LocalDate first, int length) {
    this.event = event;
    this.first = first;
    this.length = length;
  }

  /** None when the event has a time of day, is cancelled, is endless or repeats within days. */
  static Optional<WholeDays> of(VEvent event) {
    var first = Optional.ofNullable(event.getDateStart()).flatMap(WholeDays::date);
    if (first.isEmpty() || isCancelled(event) || repeatsWithinDays(event)) {
      return Optional.empty();
    }
    long length = length(event, first.get());
    return length < 1 || length > MAX_DAYS
        ? Optional.empty()
        : Optional.of(new WholeDays(event, first.get(), (int) length));
  }

  private static boolean isCancelled(VEvent event) {
    return Optional.ofNullable(event.getStatus()).filter(Status::isCancelled).isPresent();
  }

  private static boolean repeatsWithinDays(VEvent event) {
    return rule(event)
        .map(Recurrence::getFrequency)
        .filter(frequency ->
            switch (frequency) {
              case YEARLY, MONTHLY, WEEKLY, DAILY -> false;
              default -> true;
            })
        .isPresent();
  }

  private static Optional<Recurrence> rule(VEvent event) {
    return Optional.ofNullable(event.getRecurrenceRule())
        .flatMap(property -> Optional.ofNullable(property.getValue()));
  }

  /** DTEND is the day after the last; without it and DURATION it is one day (3.6.1). */
  private static long length(VEvent event, LocalDate first) {
    var end = Optional.ofNullable(event.getDateEnd()).flatMap(WholeDays::date);
    if (end.isPresent()) {
      // Some programs write the same day twice for one whole day.
      return Math.max(1, ChronoUnit.DAYS.between(first, end.get()));
    }
    return Optional.ofNullable(event.getDuration())
        .flatMap(property -> Optional.ofNullable(property.getValue()))
        .map(duration -> duration.toMillis() / ChronoUnit.DAYS.getDuration().toMillis())
        .orElse(1L);
  }

  static Optional<LocalDate> date(ValuedProperty<? extends ICalDate> property) {
    return Optional.<ICalDate>ofNullable(property.getValue()).flatMap(WholeDays::date);
  }

  /** The date as it is written; none when a time of day is. */
  private static Optional<LocalDate> date(ICalDate written) {
    if (written.hasTime()) {
      return Optional.empty();
    }
    return Optional.ofNullable(written.getRawComponents())
        .flatMap(raw -> {
          try {
            return Optional.of(LocalDate.of(raw.getYear(), raw.getMonth(), raw.getDate()));
          } catch (DateTimeException e) {
            return Optional.empty();
          }
        });
  }

  static String uid(VEvent event) {
    return Optional.ofNullable(event.getUid())
        .flatMap(uid -> Optional.ofNullable(uid.getValue()))
        .orElse("");
  }

  static Optional<LocalDate> replacedDate(VEvent event) {
    return Optional.ofNullable(event.getRecurrenceId()).flatMap(WholeDays::date);
  }

  /** Whether it stands for one repetition of another event. */
  boolean isReplacement() {
    return event.getRecurrenceId() != null;
  }

  String name() {
    return Optional.ofNullable(event.getSummary())
        .flatMap(summary -> Optional.ofNullable(summary.getValue()))
        .orElse("");
  }

  /** The dates that it takes in those years, without repetitions that begin on some dates. */
  List<LocalDate> dates(Years years, Set<LocalDate> skipped) {
    var begins = new TreeSet<>(repetitions(years));
    event.getRecurrenceDates().stream()
        .flatMap(property -> property.getDates().stream())
        .flatMap(date -> date(date).stream())
        .forEach(begins::add);
    event.getExceptionDates().stream()
        .flatMap(property -> property.getValues().stream())
        .flatMap(date -> date(date).stream())
        .forEach(begins::remove);
    begins.removeAll(skipped);
    return begins.stream()
        .flatMap(begin -> begin.datesUntil(begin.plusDays(length)))
        .filter(date -> years.contains(date.getYear()))
        .toList();
  }

  private List<LocalDate> repetitions(Years years) {
    var rule = rule(event);
    if (rule.isEmpty()) {
      return List.of(first);
    }
    var until = Optional.ofNullable(rule.get().getUntil()).flatMap(WholeDays::lastDay);
    var end = LocalDate.of(years.last(), 12, 31);
    var last = until.filter(end::isAfter).orElse(end);
    var dates = new ArrayList<LocalDate>();
    var endless = new Recurrence.Builder(rule.get()).until((ICalDate) null).build();
    var iterator = endless.getDateIterator(midnight(first), UTC);
    for (int i = 0; i < MAX_REPETITIONS && iterator.hasNext(); i++) {
      var date = LocalDate.ofInstant(iterator.next().toInstant(), ZoneOffset.UTC);
      if (date.isAfter(last)) {
        break;
      }
      dates.add(date);
    }
    return dates;
  }

  /** UNTIL may have a time although the event has none; its date counts. */
  private static Optional<LocalDate> lastDay(ICalDate until) {
    return Optional.ofNullable(until.getRawComponents())
        .map(raw -> LocalDate.of(raw.getYear(), raw.getMonth(), raw.getDate()));
  }

  private static ICalDate midnight(LocalDate date) {
    Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new ICalDate(Date.from(midnight), false);
  }
}
