package org.otklik.helpdesk.store;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Warranty;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.Ticket;

/** What is agreed with clients. Plans never change and calendars have versions: both are kept. */
@Singleton
public class Agreements {
  private final Rows.Clients clients;
  private final Rows.Warranties warranties;
  private final Plans plans;
  private final Calendars calendars;

  Agreements(Rows.Clients clients, Rows.Warranties warranties, Plans plans, Calendars calendars) {
    this.clients = clients;
    this.warranties = warranties;
    this.plans = plans;
    this.calendars = calendars;
  }

  @Transactional
  public Agreement of(long clientId) {
    return Optional.ofNullable(of(Set.of(clientId)).get(clientId)).orElseThrow();
  }

  /** The agreements of clients, by client id; those that don't exist are left out. */
  @Transactional
  public Map<Long, Agreement> of(Collection<Long> clientIds) {
    var agreements = new HashMap<Long, Agreement>();
    if (clientIds.isEmpty()) {
      return agreements;
    }
    Map<Long, List<Warranty>> warranted =
        warranties.findByClientIdIn(clientIds).stream()
            .collect(Collectors.groupingBy(Warranty::clientId));
    var read = new HashMap<Long, BusinessCalendar>();
    for (Client client : clients.findByIdIn(clientIds)) {
      agreements.put(
          client.id(),
          new Agreement(
              client,
              plans.get(client.planId()),
              read.computeIfAbsent(client.calendarId(), calendars::calendar),
              warranted.getOrDefault(client.id(), List.of())));
    }
    return agreements;
  }

  /**
   * The agreements of clients whose calendars nobody changes until the transaction ends: what is
   * registered meanwhile would run by the calendar that was. To be asked for before any ticket is
   * locked, as who changes a calendar locks the tickets after it.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<Long, Agreement> hold(Collection<Long> clientIds) {
    if (!clientIds.isEmpty()) {
      clients.holdCalendars(clientIds);
    }
    return of(clientIds);
  }

  /** The agreement that a ticket was registered under. */
  public Agreement of(Ticket ticket, Map<Long, Agreement> ofClients) {
    Agreement today = Optional.ofNullable(ofClients.get(ticket.clientId())).orElseThrow();
    return today.plan().id() == ticket.planId()
        ? today
        : new Agreement(
            today.client(), plans.get(ticket.planId()), today.calendar(), today.warranties());
  }
}
