package org.otklik.helpdesk.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a calendar from YAML, as {@code docs/calendars.md} describes it. Each refusal is a {@link
 * CalendarException} whose sentence begins with the file and, where there is one, the line.
 *
 * <p>It reads the text of the nodes, not the objects that YAML would make of them: to YAML 1.1
 * {@code 09:30} is a number of base 60, {@code off} is a truth value, and a date is an instant.
 */
public final class CalendarYaml {
  private static final int MAX_BYTES = 1_000_000;
  private static final int MAX_DEPTH = 10;

  private CalendarYaml() {}

  /** Russia's days off, with the hours 09:00–18:00 in Moscow: what comes with the program. */
  public static CalendarData russia() {
    try (var in = CalendarYaml.class.getResourceAsStream("/calendars/russia.yaml")) {
      if (in == null) {
        throw new IllegalStateException("russia.yaml is missing from the program");
      }
      return read("russia.yaml", in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a calendar's file. */
  public static CalendarData read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    } catch (IOException e) {
      throw CalendarException.of(CalendarRule.UNREADABLE_FILE, file.toString());
    }
  }

  /**
   * Reads a calendar to the stream's end.
   *
   * @param source what refusals call it; also the calendar's name when it has none
   */
  public static CalendarData read(String source, InputStream in) throws IOException {
    try {
      return parse(source, text(in));
    } catch (CalendarException e) {
      throw e.inFile(source);
    }
  }

  private static String text(InputStream in) throws IOException {
    var bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw tooLarge();
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw CalendarException.of(CalendarRule.NO_UTF8);
    }
  }

  private static CalendarException tooLarge() {
    return CalendarException.of(CalendarRule.TOO_LARGE, Integer.toString(MAX_BYTES));
  }

  /**
   * Reads a calendar from a text. Refusals name the line only.
   *
   * @param otherwise the calendar's name when the text has none
   */
  public static CalendarData parse(String otherwise, String text) {
    if (text.length() > MAX_BYTES) {
      throw tooLarge();
    }
    try {
      return calendar(otherwise, YamlMap.root(yaml().compose(new StringReader(text))));
    } catch (MarkedYAMLException e) {
      var problem = CalendarException.of(CalendarRule.NO_YAML, String.valueOf(e.getProblem()));
      throw e.getProblemMark() == null ? problem : problem.inLine(e.getProblemMark().getLine() + 1);
    } catch (YAMLException e) {
      throw CalendarException.of(CalendarRule.NO_ACCEPTED_YAML);
    }
  }

  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    options.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(options));
  }

  private static CalendarData calendar(String otherwise, YamlMap file) {
    file.only(Set.of("name", "zone", "standardDay", "completeYears", "weekly", "exceptions"));
    var name = file.optional("name", text -> text).orElse(otherwise);
    var zone = file.required("zone", CalendarYaml::zone);
    var weekly = weekly(file.map("weekly"));
    var day = file.optional("standardDay", CalendarYaml::standardDay).orElse(weekly.longestDay());
    var complete = file.required("completeYears", Years::parse);
    var dates =
        file.optionalMap("exceptions").map(map -> Dates.read(map, weekly)).orElseGet(Dates::new);
    return file.where(
        () -> new CalendarData(name, zone, weekly, day, dates.exceptions, complete, dates.names));
  }

  /** Reads {@code Europe/Moscow}. */
  public static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw CalendarException.of(CalendarRule.NO_ZONE, CalendarException.quoted(text));
    }
  }

  /** Reads {@code 9h}, {@code 7h 30m}. */
  public static Duration standardDay(String text) {
    return CalendarData.checkStandardDay(CalendarWords.duration(text));
  }

  private static WeeklyHours weekly(YamlMap week) {
    var days = new EnumMap<DayOfWeek, List<Shift>>(DayOfWeek.class);
    week.forEach((key, value) -> {
      var shifts = CalendarWords.shifts(value);
      for (var day : CalendarWords.weekdays(key)) {
        if (days.put(day, shifts) != null) {
          throw CalendarException.of(CalendarRule.WEEKDAY_TWICE, CalendarException.quoted(key));
        }
      }
    });
    return week.where(() -> new WeeklyHours(days));
  }

  /** What the lines below {@code exceptions} say. */
  private static final class Dates {
    final List<DayException> exceptions = new ArrayList<>();
    final Map<LocalDate, String> names = new HashMap<>();

    static Dates read(YamlMap map, WeeklyHours weekly) {
      var dates = new Dates();
      var seen = new HashSet<LocalDate>();
      map.forEach((key, value) -> {
        Optional<String> name = CalendarWords.nameIn(value);
        for (var date : CalendarWords.dates(key)) {
          var exception = CalendarWords.exception(date, CalendarWords.withoutName(value));
          exception.shifts(weekly);
          if (!seen.add(date)) {
            throw CalendarException.of(CalendarRule.DATE_TWICE, date.toString());
          }
          dates.exceptions.add(exception);
          name.ifPresent(text -> dates.names.put(date, text));
        }
      });
      return dates;
    }
  }
}
