package org.otklik.helpdesk.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.otklik.helpdesk.words.Words;

/**
 * Instants and spans as people say them.
 *
 * @param zone in which instants are told
 * @param now what they are told from
 */
public record Times(Words words, ZoneId zone, Instant now) {
  private static final int NEAR_DAYS = 6;

  /** "14:05" today, "Mon 18:00" within a week either way, else with the date. */
  public String near(Instant instant) {
    ZonedDateTime at = instant.atZone(zone);
    LocalDate today = now.atZone(zone).toLocalDate();
    long days = ChronoUnit.DAYS.between(today, at.toLocalDate());
    if (days == 0) {
      return format("HH:mm", at);
    }
    if (Math.abs(days) <= NEAR_DAYS) {
      return format("EEE HH:mm", at);
    }
    return at.getYear() == today.getYear()
        ? format("d MMM HH:mm", at)
        : format("d MMM yyyy HH:mm", at);
  }

  /** Day, date and time in full, with the zone. */
  public String full(Instant instant) {
    ZonedDateTime at = instant.atZone(zone);
    return format("EEE d MMM yyyy HH:mm", at) + " (" + zone.getId() + ")";
  }

  public LocalDate today() {
    return now.atZone(zone).toLocalDate();
  }

  /** A day, with its year unless that is this one. */
  public String day(LocalDate day) {
    boolean thisYear = day.getYear() == now.atZone(zone).getYear();
    return DateTimeFormatter.ofPattern(
            thisYear ? "EEE d MMM" : "EEE d MMM yyyy", words.language().locale())
        .format(day);
  }

  /** For machines: the datetime attribute. */
  public String machine(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** "4 h 12 min"; under an hour with seconds, which is what ticks. */
  public String span(Duration span) {
    Duration length = span.abs();
    return length.toHours() > 0
        ? words.say("console.span.hours", length.toHours() + "", length.toMinutesPart() + "")
        : words.say(
            "console.span.minutes",
            length.toMinutesPart() + "",
            String.format(Locale.ROOT, "%02d", length.toSecondsPart()));
  }

  private String format(String pattern, ZonedDateTime at) {
    return DateTimeFormatter.ofPattern(pattern, words.language().locale()).format(at);
  }
}
