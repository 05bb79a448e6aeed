package org.otklik.helpdesk.web;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.otklik.helpdesk.calendar.CalendarData;
import org.otklik.helpdesk.calendar.CalendarYear;
import org.otklik.helpdesk.calendar.CalendarYear.Day;
import org.otklik.helpdesk.calendar.CalendarYear.Kind;
import org.otklik.helpdesk.calendar.Shift;
import org.otklik.helpdesk.calendar.Years;
import org.otklik.helpdesk.holidays.CountryHolidays;
import org.otklik.helpdesk.store.Calendars.Kept;
import org.otklik.helpdesk.store.Calendars.Revision;

/**
 * What a calendar's pages show: its year, and the forms to change it.
 *
 * @param mayChange whether the reader is a supervisor or an administrator
 * @param today in the calendar's zone
 * @param done what has just been done, in words
 */
public record CalendarPage(
    Chrome chrome,
    Kept kept,
    CalendarYear year,
    boolean mayChange,
    LocalDate today,
    List<Revision> revisions,
    List<CountryHolidays.Place> countries,
    Refused refused,
    Optional<String> done) {
  private static final int YEARS_AROUND = 2;

  /**
   * Why a form was refused.
   *
   * @param form which; "" when none was
   * @param typed what was typed, by field
   */
  public record Refused(String form, String words, Map<String, String> typed) {
    static final Refused NOTHING = new Refused("", "", Map.of());

    public boolean is(String wanted) {
      return form.equals(wanted);
    }
  }

  /** A week's days from Monday on; none where another month's are. */
  public record Week(List<Optional<Day>> days) {}

  public CalendarData data() {
    return kept.data();
  }

  public String address() {
    return "/calendars/" + kept.id();
  }

  private Locale locale() {
    return chrome.words().language().locale();
  }

  /** What was typed into a refused form, else what is so. */
  public String field(String form, String name, String otherwise) {
    return refused.is(form) ? refused.typed().getOrDefault(name, "") : otherwise;
  }

  public List<Month> months() {
    return List.of(Month.values());
  }

  /** A month's name at the head of its table. */
  public String name(Month month) {
    return capital(month.getDisplayName(TextStyle.FULL_STANDALONE, locale()));
  }

  public List<DayOfWeek> weekdays() {
    return List.of(DayOfWeek.values());
  }

  public String name(DayOfWeek day) {
    return capital(day.getDisplayName(TextStyle.FULL_STANDALONE, locale()));
  }

  public String shortName(DayOfWeek day) {
    return capital(day.getDisplayName(TextStyle.SHORT_STANDALONE, locale()));
  }

  /** As a definition names it. */
  public String key(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  private String capital(String name) {
    return name.substring(0, 1).toUpperCase(locale()) + name.substring(1);
  }

  public List<Week> weeks(Month month) {
    var days = year.days(month);
    var slots = new ArrayList<Optional<Day>>();
    for (int i = 1; i < days.getFirst().date().getDayOfWeek().getValue(); i++) {
      slots.add(Optional.empty());
    }
    days.forEach(day -> slots.add(Optional.of(day)));
    while (slots.size() % DayOfWeek.values().length != 0) {
      slots.add(Optional.empty());
    }
    return IntStream.range(0, slots.size() / DayOfWeek.values().length)
        .mapToObj(week -> new Week(List.copyOf(slots.subList(week * 7, week * 7 + 7))))
        .toList();
  }

  /** "20 working days, 179 h". */
  public String sum(CalendarYear.Sum sum) {
    return chrome.say("console.calendar.sum", sum.businessDays(), length(sum.worked()));
  }

  /** "179", "8.5": hours as people write them. */
  public String length(Duration worked) {
    long minutes = worked.toMinutes();
    return minutes % 60 == 0
        ? chrome.say("console.calendar.hours", Long.toString(minutes / 60))
        : chrome.say(
            "console.calendar.hours-minutes",
            Long.toString(minutes / 60),
            Long.toString(minutes % 60));
  }

  public String style(Kind kind) {
    return "d-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The few letters below a day's number. */
  public String mark(Day day) {
    return switch (day.kind()) {
      case WORKED, WEEKEND -> "";
      case OFF -> chrome.say("console.calendar.mark.off");
      case SHORTENED -> chrome.say("console.calendar.mark.shortened", shorter(day.shorterBy()));
      case EXTRA -> chrome.say("console.calendar.mark.extra");
      case OTHER_HOURS -> chrome.say("console.calendar.mark.hours");
    };
  }

  private String shorter(Duration by) {
    return by.toMinutesPart() == 0
        ? Long.toString(by.toHours())
        : by.toHours() + ":" + "%02d".formatted(by.toMinutesPart());
  }

  /** "Wednesday 4 November: day off. Unity Day". */
  public String said(Day day) {
    return date(day.date()) + ": " + what(day) + day.name().map(name -> ". " + name).orElse("");
  }

  /** "day off", "shortened day, 09:00–17:00". */
  public String what(Day day) {
    String kind = chrome.say("calendar.kind." + day.kind());
    return day.hours().isEmpty() ? kind : kind + ", " + hours(day.hours());
  }

  public String date(LocalDate date) {
    return DateTimeFormatter.ofPattern("EEEE d MMMM", locale()).format(date);
  }

  /** "09:00–13:00, 14:00–18:00". */
  public String hours(List<Shift> hours) {
    return hours.stream()
        .map(shift -> shift.toString().replace('-', '–'))
        .collect(Collectors.joining(", "));
  }

  /** As it is typed. */
  public String typedHours(DayOfWeek day) {
    return data().weekly().on(day).stream().map(Shift::toString).collect(Collectors.joining(", "));
  }

  /** "9:00". */
  public String typedStandardDay() {
    var day = data().standardDay();
    return day.toHours() + ":" + "%02d".formatted(day.toMinutesPart());
  }

  /** "2025–2027", or that every year is known. */
  public String completeYears() {
    return data().complete().equals(Years.COUNTABLE)
        ? chrome.say("console.calendar.complete.all")
        : data().complete().toString().replace('-', '–');
  }

  /** The kinds of days that the legend explains. */
  public List<Kind> kinds() {
    return Arrays.stream(Kind.values()).filter(kind -> kind != Kind.WORKED).toList();
  }

  /** A mark for the legend. */
  public String mark(Kind kind) {
    return switch (kind) {
      case OFF -> chrome.say("console.calendar.mark.off");
      case SHORTENED -> chrome.say("console.calendar.mark.shortened", "1");
      case EXTRA -> chrome.say("console.calendar.mark.extra");
      case OTHER_HOURS -> chrome.say("console.calendar.mark.hours");
      default -> "";
    };
  }

  /** The years to choose from: those known and some around the one that is shown. */
  public List<Integer> years() {
    var known = data().complete();
    boolean all = known.equals(Years.COUNTABLE);
    int first = all ? year.year() - YEARS_AROUND : Math.min(known.first(), year.year() - 1);
    int last = all ? year.year() + YEARS_AROUND : Math.max(known.last() + 1, year.year() + 1);
    return IntStream.rangeClosed(
            Math.max(first, Math.max(Years.COUNTABLE.first(), year.year() - 5)),
            Math.min(last, Math.min(Years.COUNTABLE.last(), year.year() + 5)))
        .boxed()
        .toList();
  }

  public boolean isProvisional(int which) {
    return !data().complete().contains(which);
  }

  /** The next years that a country's holidays may be wanted of. */
  public String comingYears() {
    return today.getYear() + "-" + (today.getYear() + 1);
  }
}
