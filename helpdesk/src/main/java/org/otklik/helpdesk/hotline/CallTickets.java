package org.otklik.helpdesk.hotline;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.letter.LetterWords;
import org.otklik.helpdesk.letter.LetterWriter;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.store.ChangeStore;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Ticket;

/** Keeps what calls do to tickets, with the letters that follow, in the caller's transaction. */
@Singleton
public class CallTickets {
  private final ClientRegister register;
  private final LetterWords words;
  private final Letters letters;
  private final LetterWriter writer;
  private final ChangeStore store;

  CallTickets(
      ClientRegister register,
      LetterWords words,
      Letters letters,
      LetterWriter writer,
      ChangeStore store) {
    this.register = register;
    this.words = words;
    this.letters = letters;
    this.writer = writer;
    this.store = store;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void keep(Changes changes, Instant now) {
    writer.write(changes, now);
    store.save(changes);
  }

  /** And tells who asked that there is a ticket. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void keepAcknowledged(
      Ticket ticket, StaffMember from, Agreement agreement, Changes changes, Instant now) {
    changes.letters.add(
        letters.letter(
            Purpose.ACKNOWLEDGEMENT,
            register.addresses(from.id()).stream().findFirst().orElse(agreement.client().address()),
            words.acknowledgement(agreement, ticket, from.name(), letters.signature()),
            Letters.Threading.NEW,
            new Letters.About(ticket.id(), null),
            now));
    keep(changes, now);
  }
}
