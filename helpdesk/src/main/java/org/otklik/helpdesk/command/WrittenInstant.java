package org.otklik.helpdesk.command;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import org.otklik.helpdesk.calendar.CalendarException;

/** Instants as people write them on a command line: ISO 8601, with or without an offset. */
final class WrittenInstant {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .parseLenient()
          // Lenient, +HH also takes minutes, with a colon or without.
          .appendOffset("+HH", "Z")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private WrittenInstant() {}

  /**
   * Reads a date with a time; without an offset it is on the wall of the zone. Of a local time that
   * the clock shows twice it takes the earlier; one that the clock skips is as much later.
   */
  static Instant parse(String text, ZoneId zone) {
    try {
      return switch (ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from)) {
        case OffsetDateTime exact -> exact.toInstant();
        case LocalDateTime local -> local.atZone(zone).toInstant();
        default -> throw new IllegalStateException("parsed to neither of the two");
      };
    } catch (DateTimeParseException e) {
      throw new CalendarException(
          text, "is no instant like 2026-11-20T15:30 or 2026-11-20T15:30+03:00.");
    }
  }

  /** ISO 8601 with the zone's offset; without seconds when they are zero. */
  static String format(Instant instant, ZoneId zone) {
    return instant.atZone(zone).toOffsetDateTime().toString();
  }
}
