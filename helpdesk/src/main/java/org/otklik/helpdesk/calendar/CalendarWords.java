package org.otklik.helpdesk.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words of a calendar file: days, dates, durations, and what happens on an exceptional date.
 */
final class CalendarWords {
  private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,2})h)? ?(?:(\\d{1,4})m)?");
  private static final Pattern SHORTER = Pattern.compile("(.+) shorter");
  private static final Pattern LIKE = Pattern.compile("as (\\w+)(?:, *(.+) shorter)?");
  private static final int MAX_DATES = 366;

  private CalendarWords() {}

  /** What the date is called: {@code off; Christmas}. */
  static Optional<String> nameIn(String text) {
    var semicolon = text.indexOf(';');
    return semicolon < 0
        ? Optional.empty()
        : Optional.of(text.substring(semicolon + 1).strip()).filter(name -> !name.isEmpty());
  }

  /** What happens on the date, without what it is called. */
  static String withoutName(String text) {
    var semicolon = text.indexOf(';');
    return semicolon < 0 ? text : text.substring(0, semicolon).strip();
  }

  /** The form that {@link #exception} reads. */
  static String written(DayException exception) {
    return switch (exception) {
      case DayException.DayOff off -> "off";
      case DayException.ShortenedDay(LocalDate date, Duration by) -> written(by) + " shorter";
      case DayException.WorkedDay(LocalDate date, DayOfWeek like, Duration by) ->
          "as " + written(like) + (by.isZero() ? "" : ", " + written(by) + " shorter");
      case DayException.OtherHours(LocalDate date, List<Shift> hours) -> written(hours);
    };
  }

  static String written(List<Shift> shifts) {
    return shifts.isEmpty()
        ? "off"
        : shifts.stream().map(Shift::toString).collect(Collectors.joining(", "));
  }

  static String written(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  static String written(Duration time) {
    var hours = time.toHours() == 0 ? "" : time.toHours() + "h";
    var minutes = time.toMinutesPart() == 0 ? "" : time.toMinutesPart() + "m";
    return hours.isEmpty() || minutes.isEmpty() ? hours + minutes : hours + " " + minutes;
  }

  /** {@code 9h}, {@code 30m}, {@code 8h 30m}. */
  static Duration duration(String text) {
    var form = DURATION.matcher(text);
    if (text.isBlank() || !form.matches()) {
      throw CalendarException.of(CalendarRule.NO_DURATION, CalendarException.quoted(text));
    }
    return Duration.ofHours(number(form.group(1))).plusMinutes(number(form.group(2)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** {@code off}, {@code 09:00-18:00}, {@code 09:00-13:00, 14:00-18:00}. */
  static List<Shift> shifts(String text) {
    return text.equals("off")
        ? List.of()
        : Shift.oneDay(
            Arrays.stream(text.split(",", -1)).map(span -> Shift.parse(span.strip())).toList());
  }

  /** {@code monday}, {@code monday-friday}. */
  static Set<DayOfWeek> weekdays(String text) {
    var ends = text.split("-", -1);
    var first = weekday(ends[0].strip());
    var last = ends.length == 1 ? first : weekday(ends[1].strip());
    if (ends.length > 2 || first.compareTo(last) > 0) {
      throw CalendarException.of(CalendarRule.NO_WEEKDAYS, CalendarException.quoted(text));
    }
    return EnumSet.range(first, last);
  }

  private static DayOfWeek weekday(String text) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () -> CalendarException.of(CalendarRule.NO_WEEKDAY, CalendarException.quoted(text)));
  }

  /** {@code 2026-11-04}, {@code 2026-01-01..2026-01-09}. */
  static List<LocalDate> dates(String text) {
    var dots = text.indexOf("..");
    try {
      var first = LocalDate.parse(dots < 0 ? text : text.substring(0, dots));
      var last = dots < 0 ? first : LocalDate.parse(text.substring(dots + 2));
      if (last.isBefore(first) || last.isAfter(first.plusDays(MAX_DATES - 1))) {
        throw CalendarException.of(CalendarRule.NO_DATES, CalendarException.quoted(text));
      }
      return first.datesUntil(last.plusDays(1)).toList();
    } catch (DateTimeParseException e) {
      throw CalendarException.of(CalendarRule.NO_DATE, CalendarException.quoted(text));
    }
  }

  /**
   * {@code off}, {@code 1h shorter}, {@code as monday}, {@code as monday, 1h shorter}, {@code
   * 10:00-14:00}.
   */
  static DayException exception(LocalDate date, String text) {
    if (text.equals("off")) {
      return new DayException.DayOff(date);
    }
    var like = LIKE.matcher(text);
    if (like.matches()) {
      var shorter = like.group(2);
      return new DayException.WorkedDay(
          date, weekday(like.group(1)), shorter == null ? Duration.ZERO : duration(shorter));
    }
    var shorter = SHORTER.matcher(text);
    if (shorter.matches()) {
      return new DayException.ShortenedDay(date, duration(shorter.group(1)));
    }
    if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
      throw CalendarException.of(CalendarRule.NO_EXCEPTION, CalendarException.quoted(text));
    }
    return new DayException.OtherHours(date, shifts(text));
  }
}
