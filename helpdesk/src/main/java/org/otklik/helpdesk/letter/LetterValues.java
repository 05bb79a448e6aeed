package org.otklik.helpdesk.letter;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.plan.PlanTerms.Unanswered;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.Told;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.words.Words;

/**
 * What templates can name, in the reader's language and in the time of the client's calendar. What
 * isn't known isn't there; what is only true or false chooses sections. Not thread-safe.
 */
final class LetterValues {
  private final Told told;
  private final Agreement agreement;
  private final Names names;
  private final Words words;
  private final ZoneId zone;
  private final Map<String, Object> values = new HashMap<>();

  /**
   * Names that a letter may mention.
   *
   * @param reader who reads it
   * @param requester who asked
   * @param responsible "" while nobody is
   * @param release that the deadline waits for, "" for none
   * @param signature who we are
   */
  record Names(
      String reader, String requester, String responsible, String release, String signature) {}

  private LetterValues(Told told, Agreement agreement, Names names, Language language) {
    this.told = told;
    this.agreement = agreement;
    this.names = names;
    this.words = Words.in(language);
    this.zone = agreement.calendar().zone();
  }

  static Map<String, Object> of(Told told, Agreement agreement, Names names, Language language) {
    var values = new LetterValues(told, agreement, names, language);
    values.people();
    values.ticket(told.ticket());
    values.closing(told.ticket());
    Deadline deadline = told.deadline();
    if (deadline != null) {
      values.deadline(deadline);
    }
    return Map.copyOf(values.values);
  }

  private void people() {
    put("reader", names.reader());
    put("requester", names.requester());
    put("responsible", names.responsible());
    put("client", agreement.client().name());
    put("signature", names.signature());
    put("toClient", told.to() == Audience.REQUESTER || told.to() == Audience.PARTICIPANTS);
  }

  private void ticket(Ticket ticket) {
    put("number", Long.toString(ticket.number()));
    put("subject", ticket.subject());
    put("text", told.text());
    put("zone", zone.getId());
    put("state", words.say("console.state." + ticket.state()));
    put("category", named("category.", ticket.category()));
    put("priority", named("priority.", ticket.priority()));
    put("warranty", ticket.warranty());
    put("planned", at(ticket.plannedAt()));
    put("nextDue", ticket.nextDueAt().equals(Ticket.NOTHING_DUE) ? null : at(ticket.nextDueAt()));
    put("termsSoftened", ticket.bestEffort());
    put("closesUnanswered", agreement.plan().terms().unanswered() == Unanswered.CLOSE);
  }

  private void closing(Ticket ticket) {
    Instant closed = ticket.closedAt();
    Ticket.Closing because = ticket.closedBecause();
    if (closed == null || because == null) {
      return;
    }
    int days = agreement.plan().terms().reopeningDays();
    put("closing", named("closing.", because));
    put("because", Map.of(dashed(because), true));
    put("closedAt", at(closed));
    put("reopenUntil", days > 0 ? at(closed.plus(days, ChronoUnit.DAYS)) : null);
  }

  private void deadline(Deadline deadline) {
    put("deadline", named("deadline.", deadline.kind()));
    put("kind", Map.of(dashed(deadline.kind()), true));
    put("due", at(deadline.dueAt()));
    put("noticeAt", at(deadline.noticeAt()));
    put("noticed", named("noticed.", deadline.noticed()));
    put("release", names.release());
    put("byRelease", isReleaseBound(deadline));
    put("withoutRelease", isReleaseBound(deadline) && deadline.dueAt() == null);
    put("provisional", deadline.provisional());
    put("bestEffort", deadline.bestEffort());
  }

  private static boolean isReleaseBound(Deadline deadline) {
    return !deadline.rule().equals(Deadline.FIXED)
        && TermRule.parse(deadline.rule()).isReleaseBound();
  }

  /** Nothing is put for what isn't known. */
  private void put(String key, @Nullable Object value) {
    if (value != null && !value.equals("")) {
      values.put(key, value);
    }
  }

  private @Nullable String named(String group, @Nullable Enum<?> value) {
    return value == null ? null : words.say(group + dashed(value));
  }

  private static String dashed(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private @Nullable String at(@Nullable Instant instant) {
    return instant == null ? null : words.dateTime(instant, zone);
  }
}
