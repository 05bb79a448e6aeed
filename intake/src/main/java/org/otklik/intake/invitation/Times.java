package org.otklik.intake.invitation;

import com.ibm.icu.util.TimeZone;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.Temporal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times of one calendar (RFC 5545 sections 3.3.4 and 3.3.5). A zone is found by its name,
 * be it of the time zone database or of Windows, else by its definition in the calendar when that
 * knows one offset only. One thread.
 */
final class Times {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);
  private static final int MOST_ZONES = 50;

  private final Map<String, Optional<ZoneOffset>> defined = new HashMap<>();

  /** A zone of the calendar has this offset; another one makes it ambiguous. */
  void define(String zone, String offset) {
    if (defined.size() < MOST_ZONES) {
      Optional<ZoneOffset> told = offset(offset);
      defined.merge(zone, told, (before, now) -> before.equals(now) ? before : Optional.empty());
    }
  }

  /** The instant, day or local time that a property names; nothing when it names none. */
  Optional<Temporal> read(String value, @Nullable String zone) {
    try {
      if (value.length() == 8) {
        return Optional.of(LocalDate.parse(value, DATE));
      }
      if (value.endsWith("Z")) {
        String utc = value.substring(0, value.length() - 1);
        return Optional.of(LocalDateTime.parse(utc, TIME).toInstant(ZoneOffset.UTC));
      }
      LocalDateTime local = LocalDateTime.parse(value, TIME);
      return Optional.of(
          zone(zone).<Temporal>map(known -> local.atZone(known).toInstant()).orElse(local));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private Optional<ZoneId> zone(@Nullable String name) {
    if (name == null || name.isBlank() || name.length() > 100) {
      return Optional.empty();
    }
    return known(name)
        .or(() ->
            Optional.ofNullable(TimeZone.getIDForWindowsID(name, "001")).flatMap(Times::known))
        .or(() -> defined.getOrDefault(name, Optional.empty()));
  }

  private static Optional<ZoneId> known(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneOffset> offset(String text) {
    try {
      return Optional.of(ZoneOffset.of(text.strip()));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }
}
