package org.otklik.helpdesk.desk;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.otklik.helpdesk.mail.LetterWords;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.ticket.Ticket;

/** An operator's answer as a mail to the requester, in the thread of what was said so far. */
@Singleton
class AnswerLetters {
  private static final int REFERENCES = 20;

  private final Letters letters;
  private final Agreements agreements;
  private final Lookups lookups;

  AnswerLetters(Letters letters, Agreements agreements, Lookups lookups) {
    this.letters = letters;
    this.agreements = agreements;
    this.lookups = lookups;
  }

  @Transactional
  OutgoingLetter answer(Ticket ticket, String text, Instant now) {
    return letters.letter(
        Purpose.ANSWER,
        lookups.recipients(ticket.id(), ticket.requesterId()).getFirst(),
        LetterWords.answer(agreements.of(ticket.clientId()), ticket, text),
        thread(ticket.id()),
        new Letters.About(ticket.id(), null),
        now);
  }

  private Letters.Threading thread(long ticketId) {
    var ids = new ArrayList<>(lookups.messageIds(ticketId));
    ids.removeIf(id -> id.length() > 250 || !id.chars().allMatch(c -> c > 32 && c < 127));
    if (ids.isEmpty()) {
      return Letters.Threading.NEW;
    }
    List<String> references = ids.size() <= REFERENCES ? ids : ids.subList(0, REFERENCES);
    return new Letters.Threading(references.getLast(), references);
  }

  /** The queries. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Lookups extends GenericRepository<Ticket, Long> {
    /** The address that the requester wrote from last, else one of theirs. */
    @Query(
        """
        SELECT address FROM (
          SELECT m.sender AS address, m.id AS rank FROM comment c
          JOIN mail m ON m.id = c.mail_id
          JOIN staff_address a ON a.address = m.sender AND a.staff_id = :requesterId
          WHERE c.ticket_id = :ticketId
          UNION ALL
          SELECT a.address, 0 FROM staff_address a WHERE a.staff_id = :requesterId) known
        ORDER BY rank DESC LIMIT 1
        """)
    List<String> recipients(long ticketId, long requesterId);

    @Query(
        """
        SELECT m.message_id FROM comment c
        JOIN mail m ON m.id = c.mail_id
        WHERE c.ticket_id = :ticketId AND m.message_id IS NOT NULL
        ORDER BY c.id
        """)
    List<String> messageIds(long ticketId);
  }
}
