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
import java.util.HashSet;
import java.util.List;
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
      throw new CalendarException("The calendar " + file + " can't be read.");
    }
  }

  /**
   * Reads a calendar to the stream's end.
   *
   * @param source what refusals call it; also the calendar's name when it has none
   */
  public static CalendarData read(String source, InputStream in) throws IOException {
    var bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new CalendarException(source + ": a calendar has at most " + MAX_BYTES + " bytes.");
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return calendar(source, YamlMap.root(source, yaml().compose(new StringReader(text))));
    } catch (CharacterCodingException e) {
      throw new CalendarException(source + ": this is no UTF-8 text.");
    } catch (MarkedYAMLException e) {
      var place = e.getProblemMark() == null ? "" : ", line " + (e.getProblemMark().getLine() + 1);
      throw new CalendarException(source + place + ": this is no YAML: " + e.getProblem() + ".");
    } catch (YAMLException e) {
      throw new CalendarException(source + ": this is no YAML that is accepted here.");
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

  private static CalendarData calendar(String source, YamlMap file) {
    file.only(Set.of("name", "zone", "standardDay", "completeYears", "weekly", "exceptions"));
    var name = file.optional("name", text -> text).orElse(source);
    var zone = file.required("zone", CalendarYaml::zone);
    var weekly = weekly(file.map("weekly"));
    var day = file.optional("standardDay", CalendarYaml::standardDay).orElse(weekly.longestDay());
    var complete = file.required("completeYears", Years::parse);
    var exceptions =
        file.optionalMap("exceptions").map(dates -> exceptions(dates, weekly)).orElse(List.of());
    return file.where(() -> new CalendarData(name, zone, weekly, day, exceptions, complete));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new CalendarException(text, "is no time zone like Europe/Moscow.");
    }
  }

  private static Duration standardDay(String text) {
    return CalendarData.checkStandardDay(CalendarWords.duration(text));
  }

  private static WeeklyHours weekly(YamlMap week) {
    var days = new EnumMap<DayOfWeek, List<Shift>>(DayOfWeek.class);
    week.forEach((key, value) -> {
      var shifts = CalendarWords.shifts(value);
      for (var day : CalendarWords.weekdays(key)) {
        if (days.put(day, shifts) != null) {
          throw new CalendarException(key, "names a weekday a second time.");
        }
      }
    });
    return week.where(() -> new WeeklyHours(days));
  }

  private static List<DayException> exceptions(YamlMap dates, WeeklyHours weekly) {
    var exceptions = new ArrayList<DayException>();
    var seen = new HashSet<LocalDate>();
    dates.forEach((key, value) -> {
      for (var date : CalendarWords.dates(key)) {
        var exception = CalendarWords.exception(date, value);
        exception.shifts(weekly);
        if (!seen.add(date)) {
          throw new CalendarException("The date " + date + " is here a second time.");
        }
        exceptions.add(exception);
      }
    });
    return exceptions;
  }
}
