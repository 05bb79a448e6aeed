package org.otklik.intake.mailbox;

import jakarta.mail.internet.MailDateFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Locale;
import org.otklik.intake.message.RawSource;

/**
 * When a message came, where the protocol does not tell: its server writes that at the top (RFC
 * 5321 §4.4); what stands below was written by others.
 */
final class ReceivedHeader {
  private static final String NAME = "received:";
  private static final int MOST_LINES = 200;

  private ReceivedHeader() {}

  /**
   * By the topmost line that says so; {@code now} where it says nothing sensible, or a later time.
   */
  static Instant newest(RawSource raw, Instant now) {
    try (var lines =
        new BufferedReader(new InputStreamReader(raw.open(), StandardCharsets.ISO_8859_1))) {
      var field = new StringBuilder();
      for (int count = 0; count < MOST_LINES; count++) {
        var line = lines.readLine();
        boolean continued = line != null && !field.isEmpty() && line.matches("[ \t].*");
        if (continued) {
          field.append(line);
        } else if (line == null || line.isEmpty() || !field.isEmpty()) {
          break;
        } else if (line.toLowerCase(Locale.ROOT).startsWith(NAME)) {
          field.append(line);
        }
      }
      return date(field.substring(field.lastIndexOf(";") + 1), now);
    } catch (IOException e) {
      return now;
    }
  }

  private static Instant date(String text, Instant now) {
    try {
      var date = new MailDateFormat().parse(text.strip()).toInstant();
      return date.isAfter(now) ? now : date;
    } catch (ParseException e) {
      return now;
    }
  }
}
