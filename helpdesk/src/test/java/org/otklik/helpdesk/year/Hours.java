package org.otklik.helpdesk.year;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * When a firm works, said plainly: the program gets it as YAML, the checker looks at it minute by
 * minute.
 *
 * @param dated days with other hours, none for a day off
 * @param standardDay minutes
 * @param firstYear from which to {@code lastYear} all days off are known
 */
record Hours(
    String name,
    ZoneId zone,
    Map<DayOfWeek, List<Span>> weekly,
    SortedMap<LocalDate, List<Span>> dated,
    int standardDay,
    int firstYear,
    int lastYear) {

  /** Minutes of the day. */
  record Span(int from, int to) {
    static Span hours(int from, int to) {
      return new Span(from * 60, to * 60);
    }

    @Override
    public String toString() {
      return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
    }
  }

  static Hours of(
      String name, String zone, List<Span> workday, int standardDay, int firstYear, int lastYear) {
    var weekly = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
    for (int day = 1; day <= 5; day++) {
      weekly.put(DayOfWeek.of(day), workday);
    }
    return new Hours(
        name, ZoneId.of(zone), weekly, new TreeMap<>(), standardDay, firstYear, lastYear);
  }

  /** Russia's days as the agreement lists them, 2026 and 2027. */
  static Hours russia(String name, int opening, int closing) {
    Span day = Span.hours(opening, closing);
    Hours hours = of(name, "Europe/Moscow", List.of(day), 9 * 60, 2025, 2027);
    for (int year = 2026; year <= 2027; year++) {
      for (int january = 1; january <= 8; january++) {
        hours = hours.with(LocalDate.of(year, 1, january));
      }
      for (String holiday : List.of("02-23", "03-08", "05-01", "05-09", "06-12", "11-04")) {
        hours = hours.with(LocalDate.parse(year + "-" + holiday));
      }
    }
    for (String off :
        List.of(
            "2026-01-09",
            "2026-03-09",
            "2026-05-11",
            "2026-12-31",
            "2027-02-22",
            "2027-05-03",
            "2027-05-10",
            "2027-06-14",
            "2027-11-05",
            "2027-12-31")) {
      hours = hours.with(LocalDate.parse(off));
    }
    for (String shortened :
        List.of(
            "2026-04-30",
            "2026-05-08",
            "2026-06-11",
            "2026-11-03",
            "2027-02-20",
            "2027-04-30",
            "2027-06-11",
            "2027-11-03")) {
      hours = hours.with(LocalDate.parse(shortened), new Span(day.from(), day.to() - 60));
    }
    return hours;
  }

  List<Span> on(LocalDate date) {
    List<Span> other = dated.get(date);
    return other != null ? other : weekly.getOrDefault(date.getDayOfWeek(), List.of());
  }

  /** On that date other hours; none for a day off. */
  Hours with(LocalDate date, Span... spans) {
    var more = new TreeMap<>(dated);
    more.put(date, List.of(spans));
    return new Hours(name, zone, weekly, more, standardDay, firstYear, lastYear);
  }

  Hours withWeekly(DayOfWeek day, Span... spans) {
    var other = new EnumMap<>(weekly);
    other.put(day, List.of(spans));
    return new Hours(name, zone, other, dated, standardDay, firstYear, lastYear);
  }

  Hours knownUntil(int year) {
    return new Hours(name, zone, weekly, dated, standardDay, firstYear, year);
  }

  String yaml() {
    var text = new StringBuilder();
    text.append("name: ").append(name).append("\nzone: ").append(zone.getId());
    text.append("\nstandardDay: ").append(standardDay / 60).append("h");
    text.append("\ncompleteYears: ").append(firstYear).append('-').append(lastYear);
    text.append("\nweekly:\n");
    weekly.forEach((day, spans) -> line(text, day.name().toLowerCase(Locale.ROOT), spans));
    if (!dated.isEmpty()) {
      text.append("exceptions:\n");
      dated.forEach((date, spans) -> line(text, date.toString(), spans));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String key, List<Span> spans) {
    text.append("  ").append(key).append(": ");
    text.append(
        spans.isEmpty()
            ? "off"
            : spans.stream().map(Span::toString).collect(Collectors.joining(", ")));
    text.append('\n');
  }
}
