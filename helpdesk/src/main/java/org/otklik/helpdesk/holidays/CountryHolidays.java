package org.otklik.helpdesk.holidays;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.Year;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.otklik.helpdesk.calendar.PublishedDates;
import org.otklik.helpdesk.calendar.PublishedDates.Day;
import org.otklik.helpdesk.calendar.Years;

/**
 * Other countries' public holidays, from Jollyday. Not Russia's: the library knows neither the
 * yearly decrees that move days off nor the shortened days, and is wrong on several dates.
 */
public final class CountryHolidays {
  private static final String RUSSIA = "ru";
  private static final int MAX_YEARS = 20;

  /** Two letters; some of the library's calendars are stock exchanges and the like. */
  private static final Set<String> COUNTRIES = countries();

  private CountryHolidays() {}

  /**
   * A country or a part of one.
   *
   * @param code in lower case: {@code de}; of a part within what it is a part of: {@code by}
   * @param parts by name
   */
  public record Place(String code, String name, List<Place> parts) {}

  private static Set<String> countries() {
    var codes = new TreeSet<String>();
    for (var name : HolidayManager.getSupportedCalendarCodes()) {
      var code = name.toLowerCase(Locale.ROOT);
      if (code.length() == 2 && !code.equals(RUSSIA)) {
        codes.add(code);
      }
    }
    return Set.copyOf(codes);
  }

  /** All countries by name in a language, without their parts. */
  public static List<Place> all(Locale language) {
    return COUNTRIES.stream()
        .map(code -> new Place(code, country(code, language), List.of()))
        .sorted(byName(language))
        .toList();
  }

  private static String country(String code, Locale language) {
    return Locale.of("", code.toUpperCase(Locale.ROOT)).getDisplayCountry(language);
  }

  private static Comparator<Place> byName(Locale language) {
    return Comparator.comparing(Place::name, java.text.Collator.getInstance(language))
        .thenComparing(Place::code);
  }

  /** The parts of a country that have holidays of their own; none when there is no such country. */
  public static List<Place> parts(String country, Locale language) {
    return COUNTRIES.contains(country)
        ? parts(manager(country).getCalendarHierarchy(), language)
        : List.of();
  }

  private static List<Place> parts(CalendarHierarchy place, Locale language) {
    Map<String, CalendarHierarchy> children = place.getChildren();
    return children.values().stream()
        .map(part -> new Place(part.getId(), part.getDescription(language), parts(part, language)))
        .sorted(byName(language))
        .toList();
  }

  private static HolidayManager manager(String country) {
    return HolidayManager.getInstance(ManagerParameters.create(country));
  }

  /**
   * The public holidays of a country.
   *
   * @param country ISO 3166-1, two letters, in any case
   * @param part "" for the whole country, else its part's code, parts of parts with hyphens
   *     between: {@code by}, {@code by-augsburg}
   * @param language what the holidays are called in
   */
  public static ReadDates of(String country, String part, Years years, Locale language) {
    var code = country.strip().toLowerCase(Locale.ROOT);
    if (code.equals(RUSSIA)) {
      return refused("country", "refusal.russia-by-yearly-data");
    }
    if (!COUNTRIES.contains(code)) {
      return refused("country", "refusal.no-such-country");
    }
    if (years.last() - years.first() >= MAX_YEARS) {
      return new ReadDates.Refused(
          "years", "refusal.too-many-years", List.of(Integer.toString(MAX_YEARS)));
    }
    var manager = manager(code);
    var path = part.isBlank() ? List.<String>of() : List.of(part.strip().split("-", -1));
    if (!exists(manager.getCalendarHierarchy(), path)) {
      return refused("subdivision", "refusal.no-such-subdivision");
    }
    var days = new ArrayList<Day>();
    for (int year = years.first(); year <= years.last(); year++) {
      manager.getHolidays(Year.of(year), path.toArray(String[]::new)).stream()
          .filter(holiday -> holiday.getType() == HolidayType.PUBLIC_HOLIDAY)
          .sorted(Comparator.comparing(Holiday::getDate))
          .map(holiday -> Day.off(holiday.getDate(), holiday.getDescription(language)))
          .forEach(days::add);
    }
    return days.isEmpty()
        ? refused("years", "refusal.no-holidays")
        : new ReadDates.Read(new PublishedDates(years, days), 0);
  }

  private static ReadDates refused(String field, String key) {
    return new ReadDates.Refused(field, key, List.of());
  }

  private static boolean exists(CalendarHierarchy place, List<String> path) {
    if (path.isEmpty()) {
      return true;
    }
    var part = place.getChildren().get(path.getFirst());
    return part != null && exists(part, path.subList(1, path.size()));
  }
}
