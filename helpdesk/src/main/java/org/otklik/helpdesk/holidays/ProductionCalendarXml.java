package org.otklik.helpdesk.holidays;

import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.calendar.PublishedDates;
import org.otklik.helpdesk.calendar.PublishedDates.Day;
import org.otklik.helpdesk.calendar.PublishedDates.Kind;
import org.otklik.helpdesk.calendar.Years;
import org.otklik.helpdesk.holidays.ReadDates.UnfitException;

/**
 * Reads a year's production calendar in the XML that is widespread in Russia and its neighbours.
 * {@code <calendar year>} holds {@code <holiday id title>} and {@code <day d="MM.DD" t h f>}: type
 * 1 is off, 2 worked and shortened by an hour, on a weekend too, 3 a worked weekend; {@code h} is
 * the holiday's id, {@code f} the day that a day off was moved from.
 *
 * <p>A file with a DOCTYPE is refused: no entity is ever resolved.
 */
public final class ProductionCalendarXml {
  private static final int MAX_DAYS = 366;
  private static final Pattern DAY = Pattern.compile("(\\d{2})\\.(\\d{2})");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");

  private ProductionCalendarXml() {}

  /** Reads the file's bytes; what encoding they are in, XML says itself. */
  public static ReadDates read(byte[] file) {
    if (file.length > ReadDates.MAX_BYTES) {
      return new ReadDates.Refused(
          "file", "refusal.file-too-large", List.of(Integer.toString(ReadDates.MAX_BYTES)));
    }
    try {
      var xml = hardened().createXMLStreamReader(new ByteArrayInputStream(file));
      return new ReadDates.Read(new Reading(xml).dates(), 0);
    } catch (XMLStreamException | RuntimeException e) {
      // The JDK's parser has been seen to throw unchecked exceptions at hostile encodings.
      return e instanceof UnfitException unfit
          ? unfit.refused()
          : new ReadDates.Refused("file", "refusal.no-xml", List.of(line(e)));
    }
  }

  private static String line(Exception e) {
    return e instanceof XMLStreamException xml && xml.getLocation() != null
        ? Integer.toString(Math.max(1, xml.getLocation().getLineNumber()))
        : "1";
  }

  private static XMLInputFactory hardened() {
    // The JDK's own, whatever else lies on the class path.
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("nothing is fetched");
    });
    return factory;
  }

  /** One reading of one file. */
  private static final class Reading {
    private final XMLStreamReader xml;
    private final Map<String, String> titles = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private int year;
    private boolean russian;

    private record Entry(
        LocalDate date, Kind kind, Optional<String> holiday, Optional<LocalDate> movedFrom) {}

    Reading(XMLStreamReader xml) {
      this.xml = xml;
    }

    PublishedDates dates() throws XMLStreamException {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new UnfitException("file", "xml-with-doctype");
          case XMLStreamConstants.START_ELEMENT -> element();
          default -> {
            // Texts and comments say nothing here.
          }
        }
      }
      if (entries.isEmpty()) {
        throw new UnfitException("file", "no-days-in-xml");
      }
      return new PublishedDates(new Years(year, year), entries.stream().map(this::day).toList());
    }

    private void element() {
      switch (xml.getLocalName()) {
        case "calendar" -> calendar();
        case "holiday" -> {
          if (titles.size() < MAX_DAYS) {
            titles.put(attribute("id").orElse(""), attribute("title").orElse(""));
          }
        }
        case "day" -> entry();
        default -> {
          // What newer files may add.
        }
      }
    }

    private void calendar() {
      var written = attribute("year").orElse("");
      if (!YEAR.matcher(written).matches()
          || !Years.COUNTABLE.contains(Integer.parseInt(written))) {
        throw new UnfitException("file", "no-year-in-xml");
      }
      year = Integer.parseInt(written);
      russian = attribute("lang").filter("ru"::equals).isPresent();
    }

    private void entry() {
      if (year == 0) {
        throw new UnfitException("file", "no-year-in-xml");
      }
      if (entries.size() == MAX_DAYS) {
        throw new UnfitException("file", "too-many-days", Integer.toString(MAX_DAYS));
      }
      var kind =
          switch (attribute("t").orElse("")) {
            case "1" -> Kind.OFF;
            case "2" -> Kind.SHORTENED;
            case "3" -> Kind.WORKED;
            default -> throw strange("no-day-type");
          };
      var date = attribute("d").map(this::date).orElseThrow(() -> strange("no-day-date"));
      if (entries.stream().anyMatch(e -> e.date.equals(date))) {
        throw strange("day-twice");
      }
      entries.add(new Entry(date, kind, attribute("h"), attribute("f").map(this::date)));
    }

    private LocalDate date(String written) {
      var form = DAY.matcher(written);
      try {
        if (form.matches()) {
          return LocalDate.of(
              year, Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        }
      } catch (DateTimeException e) {
        // refused below
      }
      throw strange("no-day-date");
    }

    private UnfitException strange(String rule) {
      return new UnfitException("file", rule, Integer.toString(xml.getLocation().getLineNumber()));
    }

    private Optional<String> attribute(String name) {
      @Nullable String value = xml.getAttributeValue(null, name);
      return Optional.ofNullable(value).filter(text -> !text.isBlank()).map(String::strip);
    }

    private Day day(Entry entry) {
      var name =
          entry
              .holiday
              .map(id -> titles.getOrDefault(id, ""))
              .filter(title -> !title.isEmpty())
              .or(() -> entry.movedFrom.map(this::movedFrom))
              .orElse("");
      return new Day(entry.date, entry.kind, name, weekdayOfDayOff(entry.date));
    }

    private String movedFrom(LocalDate date) {
      return russian
          ? "перенос с %02d.%02d".formatted(date.getDayOfMonth(), date.getMonthValue())
          : "moved from " + date;
    }

    /** Who works a Saturday for a Monday off works a Monday's hours. */
    private Optional<DayOfWeek> weekdayOfDayOff(LocalDate worked) {
      return entries.stream()
          .filter(e -> e.movedFrom.filter(worked::equals).isPresent())
          .map(e -> e.date.getDayOfWeek())
          .filter(day -> day.compareTo(DayOfWeek.FRIDAY) <= 0)
          .findFirst();
    }
  }
}
