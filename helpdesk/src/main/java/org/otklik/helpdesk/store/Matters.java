package org.otklik.helpdesk.store;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.ticket.ReleaseBoard;
import org.otklik.helpdesk.ticket.Ticket;

/**
 * Fetches tickets with all that their rules look at, locked until the transaction ends: two acts
 * upon one ticket come one after the other.
 */
@Singleton
public class Matters {
  private final Rows.Tickets tickets;
  private final Rows.Deadlines deadlines;
  private final Rows.Releases releases;
  private final Agreements agreements;

  Matters(
      Rows.Tickets tickets,
      Rows.Deadlines deadlines,
      Rows.Releases releases,
      Agreements agreements) {
    this.tickets = tickets;
    this.deadlines = deadlines;
    this.releases = releases;
    this.agreements = agreements;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Matter> lock(long ticketId) {
    return Optional.ofNullable(lock(Set.of(ticketId)).get(ticketId));
  }

  /** By id; those that don't exist are left out. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<Long, Matter> lock(Collection<Long> ticketIds) {
    return ticketIds.isEmpty() ? Map.of() : matters(tickets.lock(ticketIds));
  }

  /** Of tickets that are locked already. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<Long, Matter> matters(List<Ticket> locked) {
    if (locked.isEmpty()) {
      return Map.of();
    }
    Map<Long, List<Deadline>> owed =
        deadlines.findBySubjectIdInOrderById(locked.stream().map(Ticket::id).toList()).stream()
            .collect(Collectors.groupingBy(Deadline::subjectId));
    Map<Long, Agreement> ofClients =
        agreements.of(locked.stream().map(Ticket::clientId).collect(Collectors.toSet()));
    ReleaseBoard board = board();
    var matters = new LinkedHashMap<Long, Matter>();
    for (Ticket ticket : locked) {
      matters.put(
          ticket.id(),
          new Matter(
              ticket,
              owed.getOrDefault(ticket.id(), List.of()),
              agreements.of(ticket, ofClients),
              board));
    }
    return matters;
  }

  /** The releases that are planned. */
  @Transactional
  public ReleaseBoard board() {
    return new ReleaseBoard(releases.findByShippedAtIsNullAndCancelledFalseOrderByPlannedOn());
  }
}
