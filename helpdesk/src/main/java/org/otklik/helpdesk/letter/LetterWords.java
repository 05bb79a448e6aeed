package org.otklik.helpdesk.letter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.words.Words;

/** What letters that mail causes say, in their reader's language and in the calendar's time. */
@Singleton
public class LetterWords {
  private final LetterTemplates templates;

  LetterWords(LetterTemplates templates) {
    this.templates = templates;
  }

  /** To the requester: the number, what happens next, and until when. */
  public Letters.Words acknowledgement(
      Agreement agreement, Ticket ticket, String requester, String signature) {
    return acknowledgement(agreement, ticket, requester, signature, ticket.registeredAt());
  }

  /**
   * The same for what was registered late: a time that is over isn't promised.
   *
   * @param now when it is registered
   */
  public Letters.Words acknowledgement(
      Agreement agreement, Ticket ticket, String requester, String signature, Instant now) {
    Language language = agreement.client().language();
    ZoneId zone = agreement.calendar().zone();
    var values = new HashMap<String, Object>();
    values.put("reader", requester);
    values.put("number", Long.toString(ticket.number()));
    values.put("subject", ticket.subject());
    values.put("zone", zone.getId());
    values.put("signature", signature);
    if (ticket.nextDueAt().isAfter(now)) {
      values.put("due", Words.in(language).dateTime(ticket.nextDueAt(), zone));
    }
    return templates.words("acknowledgement", language, values);
  }

  /** To the client's own address: who wrote, and how to register them. */
  public Letters.Words forward(
      Language language, String senderName, String sender, String subject, String signature) {
    return templates.words(
        "forward",
        language,
        Map.of(
            "sender",
            senderName.isBlank() ? sender : senderName + " <" + sender + ">",
            "address",
            sender,
            "subject",
            subject,
            "signature",
            signature));
  }

  /**
   * To somebody who was put on a client's list.
   *
   * @param registered whether mail that they sent before became tickets
   */
  public Letters.Words invitation(
      Client client, String name, String address, boolean registered, String signature) {
    var values = new HashMap<String, Object>();
    values.put("reader", name);
    values.put("address", address);
    values.put("client", client.name());
    values.put("signature", signature);
    if (registered) {
      values.put("registered", true);
    }
    return templates.words("invitation", client.language(), values);
  }
}
