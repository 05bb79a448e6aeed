package org.otklik.intake.message;

import jakarta.mail.internet.MailDateFormat;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** The Date header (RFC 5322 section 3.3), with the obsolete forms and some wrong ones. */
final class Dates {
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private Dates() {}

  /** The instant meant, null when it can't be told or is no date of a mail. */
  static @Nullable Instant parse(String header) {
    String line = Words.head(header.strip(), 200);
    Instant usual = UsualDate.parse(line);
    if (usual != null) {
      return usual.isAfter(LATEST) ? null : usual;
    }
    Date date = new MailDateFormat().parse(line, new ParsePosition(0));
    Instant instant = date == null ? iso(line) : date.toInstant();
    return instant == null || instant.isBefore(EARLIEST) || instant.isAfter(LATEST)
        ? null
        : instant;
  }

  private static @Nullable Instant iso(String line) {
    try {
      return OffsetDateTime.parse(line.replace(' ', 'T')).toInstant();
    } catch (DateTimeException other) {
      return null;
    }
  }
}
