package org.otklik.helpdesk.holidays;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.otklik.helpdesk.calendar.PublishedDates;
import org.otklik.helpdesk.calendar.PublishedDates.Day;
import org.otklik.helpdesk.calendar.Years;
import org.otklik.helpdesk.holidays.ReadDates.UnfitException;

/**
 * Reads holidays from an iCalendar file (RFC 5545): each event of whole days makes its dates days
 * off, its repetitions too. Events with a time of day, cancelled ones, and those that repeat more
 * often than daily are left out and counted.
 */
public final class HolidayEvents {
  private static final int MAX_EVENTS = 5_000;
  private static final int MAX_YEARS = 20;

  private HolidayEvents() {}

  /**
   * Reads the file.
   *
   * @param years what is taken from it; events of other years are not asked for
   */
  public static ReadDates read(byte[] file, Years years) {
    if (file.length > ReadDates.MAX_BYTES) {
      return new ReadDates.Refused(
          "file", "refusal.file-too-large", List.of(Integer.toString(ReadDates.MAX_BYTES)));
    }
    if (years.last() - years.first() >= MAX_YEARS) {
      return new ReadDates.Refused(
          "years", "refusal.too-many-years", List.of(Integer.toString(MAX_YEARS)));
    }
    try {
      return read(events(new String(file, StandardCharsets.UTF_8)), years);
    } catch (UnfitException e) {
      return e.refused();
    }
  }

  private static List<VEvent> events(String text) {
    var events = new ArrayList<VEvent>();
    try (var reader = new ICalReader(new StringReader(text))) {
      Optional<ICalendar> calendar = next(reader);
      if (calendar.isEmpty()) {
        throw new UnfitException("file", "no-icalendar");
      }
      for (; calendar.isPresent(); calendar = next(reader)) {
        events.addAll(calendar.get().getEvents());
        if (events.size() > MAX_EVENTS) {
          throw new UnfitException("file", "too-many-events", Integer.toString(MAX_EVENTS));
        }
      }
    } catch (IOException e) {
      throw new UnfitException("file", "no-icalendar");
    }
    return events;
  }

  private static Optional<ICalendar> next(ICalReader reader) throws IOException {
    return Optional.ofNullable(reader.readNext());
  }

  private static ReadDates read(List<VEvent> events, Years years) {
    int leftOut = 0;
    var days = new ArrayList<Day>();
    var replaced = replaced(events);
    for (var event : events) {
      var whole = WholeDays.of(event);
      if (whole.isEmpty()) {
        leftOut++;
        continue;
      }
      var skip = whole.get().isReplacement() ? Set.<LocalDate>of() : replaced.of(event);
      var name = whole.get().name();
      whole.get().dates(years, skip).forEach(date -> days.add(Day.off(date, name)));
    }
    return days.isEmpty()
        ? new ReadDates.Refused("file", "refusal.no-days-in-icalendar", List.of(years.toString()))
        : new ReadDates.Read(new PublishedDates(years, days), leftOut);
  }

  /** Repetitions that another event of the same UID takes the place of (RECURRENCE-ID). */
  private record Replaced(Map<String, Set<LocalDate>> byUid) {
    Set<LocalDate> of(VEvent event) {
      return byUid.getOrDefault(WholeDays.uid(event), Set.of());
    }
  }

  private static Replaced replaced(List<VEvent> events) {
    var byUid = new HashMap<String, Set<LocalDate>>();
    for (var event : events) {
      WholeDays.replacedDate(event)
          .ifPresent(date ->
              byUid.computeIfAbsent(WholeDays.uid(event), uid -> new HashSet<>()).add(date));
    }
    return new Replaced(byUid);
  }
}
