package org.otklik.helpdesk.desk;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.otklik.helpdesk.ticket.ActKind;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.words.Words;

/** Says why something wasn't done, to whoever asked for it. */
public final class RefusalWords {
  private RefusalWords() {}

  /**
   * The reason in words.
   *
   * @param zone in which its reader is told instants
   */
  public static String of(Refusal refusal, Words words, ZoneId zone) {
    return words.say(
        refusal.key(),
        refusal.values().stream().map(value -> inWords(value, words, zone)).toArray());
  }

  /** Numbers and texts are the words' own matter. */
  private static Object inWords(Object value, Words words, ZoneId zone) {
    return switch (value) {
      case Instant at -> words.dateTime(at, zone) + " (" + zone.getId() + ")";
      case ActKind act -> words.say("act." + act.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      case Ticket.State state -> words.say("console.state." + state);
      default -> value;
    };
  }
}
