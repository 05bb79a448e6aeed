package org.otklik.helpdesk.desk;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.mail.LetterWords;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketActs;

/** What follows when a term passes: the record of it, and a mail to who is responsible. */
@Singleton
class Breaches {
  private final TicketActs acts;
  private final Agreements agreements;
  private final Rows.Operators operators;
  private final Letters letters;

  Breaches(TicketActs acts, Agreements agreements, Rows.Operators operators, Letters letters) {
    this.acts = acts;
    this.agreements = agreements;
    this.operators = operators;
    this.letters = letters;
  }

  /** The breaches of those of a ticket's open deadlines that have passed. */
  @Transactional
  Changes overdue(Ticket ticket, Collection<Deadline> deadlines, Instant now) {
    var changes = new Changes();
    for (Deadline deadline : deadlines) {
      if (deadline.outcome() == Deadline.Outcome.OPEN && deadline.dueAt().isBefore(now)) {
        changes.addAll(acts.breach(deadline));
        changes.letters.addAll(tell(ticket, deadline, now));
      }
    }
    return changes;
  }

  private List<org.otklik.helpdesk.outbox.OutgoingLetter> tell(
      Ticket ticket, Deadline deadline, Instant now) {
    Agreement agreement = agreements.of(ticket.clientId());
    return toTell(ticket).stream()
        .map(operator ->
            letters.letter(
                Purpose.BREACH,
                operator.email(),
                LetterWords.breach(operator.language(), agreement, ticket, deadline.dueAt()),
                Letters.Threading.NEW,
                new Letters.About(ticket.id(), null),
                now))
        .toList();
  }

  /** Who is responsible; while nobody is, everybody. */
  private List<Operator> toTell(Ticket ticket) {
    Optional<Operator> responsible =
        Optional.ofNullable(ticket.responsibleId())
            .flatMap(operators::findById)
            .filter(Operator::active);
    return responsible.map(List::of).orElseGet(operators::findByActiveTrueOrderByName);
  }
}
