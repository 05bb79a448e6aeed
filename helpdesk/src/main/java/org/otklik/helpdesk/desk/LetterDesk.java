package org.otklik.helpdesk.desk;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.courier.LetterLists;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.ticket.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people do with letters that couldn't be sent, or were kept back. */
@Singleton
public class LetterDesk {
  private static final Logger LOG = LoggerFactory.getLogger(LetterDesk.class);

  private final TransactionOperations<Connection> transactions;
  private final LetterLists letters;
  private final OutboxRun outbox;
  private final InstantSource clock;

  LetterDesk(
      TransactionOperations<Connection> transactions,
      LetterLists letters,
      OutboxRun outbox,
      InstantSource clock) {
    this.transactions = transactions;
    this.letters = letters;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Sends a letter after all, under the same Message-ID, whatever cap it is over. A forwarding
   * letter that failed isn't sent again: its message is held, and decided about there.
   */
  public Outcome<OutgoingLetter> retry(long id, Actor by) {
    Outcome<OutgoingLetter> outcome =
        transactions.executeWrite(status -> {
          Optional<OutgoingLetter> letter = letters.findById(id);
          if (letter.isEmpty()) {
            return new Outcome.Refused<OutgoingLetter>(Refusal.notFound("letter"));
          }
          if (letter.get().carriesMail() && letter.get().isStuck()) {
            return new Outcome.Refused<OutgoingLetter>(
                Refusal.notAllowed("refusal.letter.held", List.of()));
          }
          return letters.release(id, clock.instant()) == 1
              ? new Outcome.Done<>(letters.findById(id).orElseThrow())
              : new Outcome.Refused<OutgoingLetter>(
                  Refusal.notAllowed("refusal.letter.not-stuck", List.of()));
        });
    if (outcome instanceof Outcome.Done) {
      LOG.info("Letter {} is to be sent after all, says {}", id, by.name());
      outbox.wakeUp();
    }
    return outcome;
  }
}
