package org.otklik.helpdesk.desk;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.release.Component;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.store.Plans;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketLink;

/** A ticket's file together with what its analysis said and what it has to do with others. */
@Singleton
public class TicketDetails {
  private final TicketFiles files;
  private final Rows.Tickets tickets;
  private final Rows.Links links;
  private final Rows.Components components;
  private final Rows.Releases releases;
  private final Plans plans;

  TicketDetails(
      TicketFiles files,
      Rows.Tickets tickets,
      Rows.Links links,
      Rows.Components components,
      Rows.Releases releases,
      Plans plans) {
    this.files = files;
    this.tickets = tickets;
    this.links = links;
    this.components = components;
    this.releases = releases;
    this.plans = plans;
  }

  /**
   * Another ticket that this one has to do with.
   *
   * @param outgoing whether this one is that to the other, or the other to this one
   */
  public record Linked(TicketLink.Kind kind, boolean outgoing, Ticket other) {}

  /**
   * All of it.
   *
   * @param release the chosen one
   * @param mergedInto the ticket that goes on for this one
   */
  public record Details(
      TicketFile file,
      Ticket ticket,
      Plan plan,
      Optional<Component> component,
      Optional<Release> release,
      Optional<Ticket> mergedInto,
      List<Linked> links) {}

  @Transactional
  public Optional<Details> find(long ticketId) {
    return tickets.findById(ticketId).flatMap(t -> files.find(ticketId).map(f -> details(f, t)));
  }

  private Details details(TicketFile file, Ticket ticket) {
    List<TicketLink> all = links.findByTicketIdOrOtherIdOrderById(ticket.id(), ticket.id());
    Map<Long, Ticket> others = others(ticket, all);
    return new Details(
        file,
        ticket,
        plans.get(ticket.planId()),
        byId(ticket.componentId(), components::findById),
        byId(ticket.releaseId(), releases::findById),
        byId(ticket.mergedInto(), id -> Optional.ofNullable(others.get(id))),
        all.stream().flatMap(link -> linked(link, ticket, others).stream()).toList());
  }

  private static <T> Optional<T> byId(@Nullable Long id, Function<Long, Optional<T>> find) {
    return id == null ? Optional.empty() : find.apply(id);
  }

  private Map<Long, Ticket> others(Ticket ticket, List<TicketLink> all) {
    var ids =
        all.stream()
            .flatMap(link -> Stream.of(link.ticketId(), link.otherId()))
            .collect(Collectors.toCollection(HashSet::new));
    Optional.ofNullable(ticket.mergedInto()).ifPresent(ids::add);
    return ids.isEmpty()
        ? Map.of()
        : tickets.findByIdIn(ids).stream()
            .collect(Collectors.toMap(Ticket::id, Function.identity()));
  }

  private static Optional<Linked> linked(TicketLink link, Ticket ticket, Map<Long, Ticket> others) {
    boolean outgoing = link.ticketId() == ticket.id();
    return Optional.ofNullable(others.get(outgoing ? link.otherId() : link.ticketId()))
        .map(other -> new Linked(link.kind(), outgoing, other));
  }
}
