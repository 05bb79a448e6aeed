package org.otklik.helpdesk.store;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import org.otklik.helpdesk.outbox.Forwarding;
import org.otklik.helpdesk.ticket.Changes;

/**
 * Writes what acts have changed: everything or nothing, in the caller's transaction. A ticket or
 * deadline that somebody else changed meanwhile fails with an optimistic-lock exception.
 */
@Singleton
public class ChangeStore {
  private final Rows.Tickets tickets;
  private final Rows.Deadlines deadlines;
  private final Inserts inserts;

  ChangeStore(Rows.Tickets tickets, Rows.Deadlines deadlines, Inserts inserts) {
    this.tickets = tickets;
    this.deadlines = deadlines;
    this.inserts = inserts;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void save(Changes changes) {
    inserts.all(changes.newTickets);
    if (!changes.changedTickets.isEmpty()) {
      tickets.updateAll(changes.changedTickets.values());
    }
    inserts.all(changes.comments);
    inserts.all(changes.attachments);
    inserts.all(changes.newDeadlines);
    if (!changes.changedDeadlines.isEmpty()) {
      deadlines.updateAll(changes.changedDeadlines.values());
    }
    inserts.all(changes.history);
    inserts.all(changes.links);
    inserts.all(changes.letters);
    inserts.all(changes.letters.stream().flatMap(l -> Forwarding.of(l).stream()).toList());
  }
}
