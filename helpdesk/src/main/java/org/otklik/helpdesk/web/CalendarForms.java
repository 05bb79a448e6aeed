package org.otklik.helpdesk.web;

import io.micronaut.serde.annotation.Serdeable;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.calendar.CalendarData;
import org.otklik.helpdesk.calendar.CalendarYaml;
import org.otklik.helpdesk.calendar.DayException;
import org.otklik.helpdesk.calendar.Shift;
import org.otklik.helpdesk.calendar.WeeklyHours;
import org.otklik.helpdesk.calendar.Years;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.ticket.Refusal;

/** What the forms of calendars send, and what it means. Any field may be missing. */
final class CalendarForms {
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})");
  private static final int MAX_DATES = 366;
  private static final int MAX_MINUTES = 24 * 60;

  private CalendarForms() {}

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }

  /** People type dashes of all lengths. */
  private static List<Shift> hours(String typed) {
    return Shift.parseDay(typed.replace('–', '-').replace('—', '-').replace(';', ','));
  }

  /** A calendar to be added. */
  @Serdeable
  record NewCalendar(
      @Nullable String name,
      @Nullable String zone,
      @Nullable String hours,
      @Nullable String datesOf) {
    Map<String, String> typed() {
      return Map.of(
          "name", text(name), "zone", text(zone), "hours", text(hours), "datesOf", text(datesOf));
    }

    /** From Monday to Friday with those hours; throws what can't be counted with. */
    CalendarData data(Optional<CalendarData> dates, int thisYear) {
      var weekly =
          WeeklyHours.mondayToFriday(CalendarForms.hours(text(hours)).toArray(Shift[]::new));
      return new CalendarData(
          text(name),
          CalendarYaml.zone(text(zone)),
          weekly,
          weekly.longestDay(),
          dates.map(CalendarData::exceptions).orElse(List.of()),
          dates.map(CalendarData::complete).orElse(new Years(thisYear, thisYear)),
          dates.map(CalendarData::names).orElse(Map.of()));
    }
  }

  /** Name, zone and weekly hours. */
  @Serdeable
  record Hours(
      @Nullable String name,
      @Nullable String zone,
      @Nullable String standardDay,
      @Nullable String completeYears,
      @Nullable String monday,
      @Nullable String tuesday,
      @Nullable String wednesday,
      @Nullable String thursday,
      @Nullable String friday,
      @Nullable String saturday,
      @Nullable String sunday,
      @Nullable Long version) {
    private List<String> days() {
      return Arrays.asList(
          text(monday),
          text(tuesday),
          text(wednesday),
          text(thursday),
          text(friday),
          text(saturday),
          text(sunday));
    }

    Map<String, String> typed() {
      var typed = new HashMap<String, String>();
      typed.put("name", text(name));
      typed.put("zone", text(zone));
      typed.put("standardDay", text(standardDay));
      typed.put("completeYears", text(completeYears));
      for (var day : DayOfWeek.values()) {
        typed.put(day.name().toLowerCase(Locale.ROOT), days().get(day.getValue() - 1));
      }
      return typed;
    }

    CalendarData in(CalendarData before) {
      var weekly = new EnumMap<DayOfWeek, List<Shift>>(DayOfWeek.class);
      for (var day : DayOfWeek.values()) {
        weekly.put(day, CalendarForms.hours(days().get(day.getValue() - 1)));
      }
      return new CalendarData(
          text(name),
          CalendarYaml.zone(text(zone)),
          new WeeklyHours(weekly),
          standardDay(text(standardDay)),
          before.exceptions(),
          Years.parse(text(completeYears).replace('–', '-')),
          before.names());
    }

    private static Duration standardDay(String typed) {
      var clock = CLOCK.matcher(typed);
      return CalendarYaml.standardDay(
          clock.matches() ? clock.group(1) + "h " + clock.group(2) + "m" : typed);
    }
  }

  /** What happens on one date or several. */
  @Serdeable
  record Dates(
      @Nullable String first,
      @Nullable String last,
      @Nullable String kind,
      @Nullable String minutes,
      @Nullable String like,
      @Nullable String hours,
      @Nullable String name,
      @Nullable Long version) {
    Map<String, String> typed() {
      return Map.of(
          "first", text(first),
          "last", text(last),
          "kind", text(kind),
          "minutes", text(minutes),
          "like", text(like),
          "hours", text(hours),
          "name", text(name));
    }

    /** The dates from the first to the last, or why there are none. */
    Outcome<List<LocalDate>> dates() {
      try {
        var from = LocalDate.parse(text(first));
        var to = text(last).isEmpty() ? from : LocalDate.parse(text(last));
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        return days < 1 || days > MAX_DATES
            ? refused("last", "refusal.no-dates")
            : new Outcome.Done<>(from.datesUntil(to.plusDays(1)).toList());
      } catch (DateTimeException e) {
        return refused("first", "refusal.no-date");
      }
    }

    private static Outcome<List<LocalDate>> refused(String field, String key) {
      return new Outcome.Refused<>(Refusal.invalid(field, key));
    }

    CalendarData in(CalendarData before, List<LocalDate> dates) {
      var after = before;
      for (var date : dates) {
        after = after.withException(exception(date), oneLine(text(name)));
      }
      return after;
    }

    private DayException exception(LocalDate date) {
      return switch (text(kind)) {
        case "shortened" -> new DayException.ShortenedDay(date, shorter());
        case "like" -> new DayException.WorkedDay(date, weekday(), Duration.ZERO);
        case "hours" -> new DayException.OtherHours(date, CalendarForms.hours(text(hours)));
        default -> new DayException.DayOff(date);
      };
    }

    private Duration shorter() {
      var typed = text(minutes);
      return Duration.ofMinutes(
          typed.matches("\\d{1,4}") ? Math.min(Integer.parseInt(typed), MAX_MINUTES) : 60);
    }

    private DayOfWeek weekday() {
      return Arrays.stream(DayOfWeek.values())
          .filter(day -> day.name().equalsIgnoreCase(text(like)))
          .findFirst()
          .orElse(DayOfWeek.MONDAY);
    }

    private static String oneLine(String name) {
      var line = name.replaceAll("\\p{Cntrl}", " ").strip();
      return line.substring(0, Math.min(line.length(), 200));
    }
  }

  /** A date of which nothing is to be said any more. */
  @Serdeable
  record Removed(@Nullable String date, @Nullable Long version) {}

  /** A country's public holidays. */
  @Serdeable
  record Country(
      @Nullable String country,
      @Nullable String subdivision,
      @Nullable String years,
      @Nullable String others,
      @Nullable Long version) {
    Map<String, String> typed() {
      return Map.of(
          "country", text(country),
          "subdivision", text(subdivision),
          "years", text(years),
          "others", text(others));
    }
  }

  /** All of it. */
  @Serdeable
  record Definition(@Nullable String definition, @Nullable Long version) {
    String typed() {
      // Browsers send CRLF, whatever was typed (HTML, form submission).
      return definition == null ? "" : definition.replace("\r\n", "\n");
    }
  }
}
