package org.otklik.helpdesk.calendar;

import static org.otklik.helpdesk.calendar.CalendarWords.written;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a calendar as {@link CalendarYaml} reads it: weekdays with the same hours, and dates in a
 * row on which the same happens, on one line; a blank line between years. Comments are not kept.
 */
public final class CalendarText {
  /** What YAML reads as it stands; anything else is quoted. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}][\\p{L}\\p{N} .,()«»„“–—/+-]*");

  private static final int MAX_ROW = 366;

  private CalendarText() {}

  /** The calendar's definition in YAML. */
  public static String of(CalendarData data) {
    var text = new StringBuilder();
    text.append("name: ").append(scalar(data.name())).append('\n');
    text.append("zone: ").append(data.zone().getId()).append('\n');
    text.append("standardDay: ").append(written(data.standardDay())).append('\n');
    text.append("completeYears: ").append(data.complete()).append("\n\nweekly:\n");
    weekly(data.weekly(), text);
    var rows = rows(data);
    if (!rows.isEmpty()) {
      text.append("\nexceptions:\n");
    }
    int year = rows.isEmpty() ? 0 : rows.getFirst().first.getYear();
    for (var row : rows) {
      if (row.first.getYear() != year) {
        text.append('\n');
        year = row.first.getYear();
      }
      text.append("  ").append(row).append('\n');
    }
    return text.toString();
  }

  private static void weekly(WeeklyHours weekly, StringBuilder text) {
    var first = DayOfWeek.MONDAY;
    for (var day : DayOfWeek.values()) {
      boolean ends = day == DayOfWeek.SUNDAY || !weekly.on(day.plus(1)).equals(weekly.on(first));
      if (ends && !weekly.on(first).isEmpty()) {
        text.append("  ").append(written(first));
        if (first != day) {
          text.append('-').append(written(day));
        }
        text.append(": ").append(written(weekly.on(first))).append('\n');
      }
      if (ends) {
        first = day.plus(1);
      }
    }
  }

  private record Row(LocalDate first, LocalDate last, String what, String name) {
    boolean goesOn(Row next) {
      return last.plusDays(1).equals(next.first)
          && first.getYear() == next.first.getYear()
          && first.plusDays(MAX_ROW - 1).isAfter(last)
          && what.equals(next.what)
          && name.equals(next.name);
    }

    @Override
    public String toString() {
      String dates = first.equals(last) ? first.toString() : first + ".." + last;
      return dates + ": " + (name.isEmpty() ? what : quotedIfNeeded(what, name));
    }

    private static String quotedIfNeeded(String what, String name) {
      return PLAIN.matcher(name).matches() ? what + "; " + name : quoted(what + "; " + name);
    }
  }

  private static List<Row> rows(CalendarData data) {
    var rows = new ArrayList<Row>();
    data.exceptions().stream()
        .sorted(Comparator.comparing(DayException::date))
        .map(e -> new Row(e.date(), e.date(), written(e), data.nameOf(e.date()).orElse("")))
        .forEach(row -> {
          if (!rows.isEmpty() && rows.getLast().goesOn(row)) {
            var before = rows.removeLast();
            rows.add(new Row(before.first, row.last, row.what, row.name));
          } else {
            rows.add(row);
          }
        });
    return rows;
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !text.endsWith(" ") ? text : quoted(text);
  }

  /** In double quotes, where YAML takes everything as JSON does. */
  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (Character.isISOControl(c) || c == 0x85 || c == 0x2028 || c == 0x2029) {
            quoted.append("\\u%04x".formatted(c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }
}
