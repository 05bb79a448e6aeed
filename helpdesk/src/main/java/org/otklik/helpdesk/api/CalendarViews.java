package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.calendar.CalendarData;
import org.otklik.helpdesk.calendar.CalendarYear;
import org.otklik.helpdesk.calendar.Shift;
import org.otklik.helpdesk.desk.CalendarDesk;
import org.otklik.helpdesk.holidays.CountryHolidays;
import org.otklik.helpdesk.store.Calendars.Kept;
import org.otklik.helpdesk.words.Words;

/** What the API shows of calendars. Hours are on the wall of the calendar's zone. */
final class CalendarViews {
  private CalendarViews() {}

  /**
   * A calendar in a list.
   *
   * @param completeYears the years whose days off are all known: {@code 2025-2027}, or {@code all}
   */
  @Serdeable
  record CalendarItem(String id, String name, String zone, String completeYears, long version) {
    static CalendarItem of(Kept kept) {
      CalendarData data = kept.data();
      return new CalendarItem(
          Long.toString(kept.id()),
          data.name(),
          data.zone().getId(),
          data.complete().toString(),
          kept.version());
    }
  }

  /**
   * A whole calendar.
   *
   * @param weekly the hours of each worked weekday: {@code "MONDAY": ["09:00-13:00", …]}
   * @param standardDayMinutes how much working time a business day is where days count as such
   * @param definition all of it in YAML: what is sent to change it
   */
  @Serdeable
  record CalendarView(
      CalendarItem calendar,
      Map<String, List<String>> weekly,
      long standardDayMinutes,
      String definition) {
    static CalendarView of(Kept kept) {
      var weekly = new TreeMap<DayOfWeek, List<String>>();
      kept.data().weekly().days().forEach((day, shifts) -> weekly.put(day, written(shifts)));
      var named = new java.util.LinkedHashMap<String, List<String>>();
      weekly.forEach((day, hours) -> named.put(day.name(), hours));
      return new CalendarView(
          CalendarItem.of(kept), named, kept.data().standardDay().toMinutes(), kept.definition());
    }
  }

  private static List<String> written(List<Shift> shifts) {
    return shifts.stream().map(Shift::toString).toList();
  }

  /** How much is worked. */
  @Serdeable
  record Sum(int businessDays, int daysOff, long workedMinutes) {
    static Sum of(CalendarYear.Sum sum) {
      return new Sum(sum.businessDays(), sum.daysOff(), sum.worked().toMinutes());
    }
  }

  /** A month of a year, 1 to 12. */
  @Serdeable
  record MonthView(int month, Sum sum) {}

  /**
   * A day.
   *
   * @param kind WORKED, WEEKEND, OFF, SHORTENED, EXTRA (a worked weekend) or OTHER_HOURS
   * @param reason in the reader's language, or what the calendar calls the day; none on usual days
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record DayView(
      LocalDate date,
      String kind,
      List<String> hours,
      long workedMinutes,
      @Nullable String reason) {
    static DayView of(CalendarYear.Day day, Words words) {
      return new DayView(
          day.date(),
          day.kind().name(),
          written(day.hours()),
          day.worked().toMinutes(),
          day.kind() == CalendarYear.Kind.WORKED
              ? null
              : day.name().orElseGet(() -> words.say("calendar.kind." + day.kind())));
    }
  }

  /**
   * A year, day by day.
   *
   * @param provisional its days off are not all known yet
   */
  @Serdeable
  record YearView(
      int year, boolean provisional, Sum sum, List<MonthView> months, List<DayView> days) {
    static YearView of(CalendarYear year, Words words) {
      return new YearView(
          year.year(),
          year.provisional(),
          Sum.of(year.sum()),
          Arrays.stream(Month.values())
              .map(month -> new MonthView(month.getValue(), Sum.of(year.sum(month))))
              .toList(),
          year.days().stream().map(day -> DayView.of(day, words)).toList());
    }
  }

  /**
   * What taking dates in has done.
   *
   * @param leftOut entries of the file that say nothing of whole days
   */
  @Serdeable
  record TakenView(CalendarView calendar, int added, int changed, int removed, int leftOut) {
    static TakenView of(CalendarDesk.Taken taken) {
      return new TakenView(
          CalendarView.of(taken.calendar()),
          taken.added(),
          taken.changed(),
          taken.removed(),
          taken.leftOut());
    }
  }

  /**
   * When a term ends.
   *
   * @param notice the notice point, when one was asked for
   * @param provisional it reaches a year whose days off are not all known
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record DueView(Instant due, boolean provisional, @Nullable Instant notice) {}

  /** A country, or a part of one, that has public holidays. */
  @Serdeable
  record PlaceView(String code, String name, List<PlaceView> parts) {
    static PlaceView of(CountryHolidays.Place place) {
      return new PlaceView(
          place.code(), place.name(), place.parts().stream().map(PlaceView::of).toList());
    }

    static List<PlaceView> parts(String country, Locale language) {
      return CountryHolidays.parts(country.toLowerCase(Locale.ROOT), language).stream()
          .map(PlaceView::of)
          .toList();
    }
  }
}
