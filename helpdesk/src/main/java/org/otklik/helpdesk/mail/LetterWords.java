package org.otklik.helpdesk.mail;

import java.time.Instant;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.words.Words;

/** What each letter says, in its reader's language and in the calendar's time. */
public final class LetterWords {
  private LetterWords() {}

  /** To the requester: the number, what happens next, and until when. */
  public static Letters.Words acknowledgement(
      Agreement agreement, Ticket ticket, String requester, String signature) {
    Words words = Words.in(agreement.client().language());
    return new Letters.Words(
        words.say(
            "letter.acknowledgement.subject", Long.toString(ticket.number()), ticket.subject()),
        words.say(
            "letter.acknowledgement.body",
            requester,
            Long.toString(ticket.number()),
            ticket.subject(),
            until(agreement, ticket.nextDueAt(), words),
            agreement.calendar().zone().getId(),
            signature));
  }

  /** To the client's own address: who wrote, and how to register them. */
  static Letters.Words forward(
      Language language, String senderName, String sender, String subject, String signature) {
    Words words = Words.in(language);
    return new Letters.Words(
        words.say("letter.forward.subject", subject),
        words.say(
            "letter.forward.body",
            senderName.isBlank() ? sender : senderName + " <" + sender + ">",
            sender,
            signature));
  }

  private static String until(Agreement agreement, Instant due, Words words) {
    return words.dateTime(due, agreement.calendar().zone());
  }
}
