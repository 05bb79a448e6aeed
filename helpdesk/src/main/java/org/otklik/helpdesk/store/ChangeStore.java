package org.otklik.helpdesk.store;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import org.otklik.helpdesk.ticket.Changes;

/**
 * Writes what acts have changed: everything or nothing, in the caller's transaction. A ticket or
 * deadline that somebody else changed meanwhile fails with an optimistic-lock exception.
 */
@Singleton
public class ChangeStore {
  private final Rows.Tickets tickets;
  private final Rows.Comments comments;
  private final Rows.Attachments attachments;
  private final Rows.Deadlines deadlines;
  private final Rows.History history;
  private final Rows.Outbox outbox;

  ChangeStore(
      Rows.Tickets tickets,
      Rows.Comments comments,
      Rows.Attachments attachments,
      Rows.Deadlines deadlines,
      Rows.History history,
      Rows.Outbox outbox) {
    this.tickets = tickets;
    this.comments = comments;
    this.attachments = attachments;
    this.deadlines = deadlines;
    this.history = history;
    this.outbox = outbox;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void save(Changes changes) {
    if (!changes.newTickets.isEmpty()) {
      tickets.saveAll(changes.newTickets);
    }
    changes.changedTickets.values().forEach(tickets::update);
    if (!changes.comments.isEmpty()) {
      comments.saveAll(changes.comments);
    }
    if (!changes.attachments.isEmpty()) {
      attachments.saveAll(changes.attachments);
    }
    if (!changes.newDeadlines.isEmpty()) {
      deadlines.saveAll(changes.newDeadlines);
    }
    changes.changedDeadlines.values().forEach(deadlines::update);
    if (!changes.history.isEmpty()) {
      history.saveAll(changes.history);
    }
    if (!changes.letters.isEmpty()) {
      outbox.saveAll(changes.letters);
    }
  }
}
