package org.otklik.helpdesk.web;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.hotline.Acquaintances;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Ticket;

/** Finds out what operators want to know of a caller before they pick up. */
@Singleton
class CallLooks {
  private static final int LOOKED_AT = 50;
  private static final int TICKETS = 5;

  private final Acquaintances acquaintances;
  private final Rows.Clients clients;
  private final Rows.Operators operators;
  private final TicketQueue queue;

  CallLooks(
      Acquaintances acquaintances,
      Rows.Clients clients,
      Rows.Operators operators,
      TicketQueue queue) {
    this.acquaintances = acquaintances;
    this.clients = clients;
    this.operators = operators;
    this.queue = queue;
  }

  CallShown of(CallRecord call) {
    return of(List.of(call)).getFirst();
  }

  List<CallShown> of(List<CallRecord> calls) {
    if (calls.isEmpty()) {
      return List.of();
    }
    Map<String, Acquaintances.Look> looks =
        acquaintances.looks(
            calls.stream()
                .flatMap(call -> Stream.ofNullable(call.caller()))
                .collect(Collectors.toSet()));
    Map<Long, Client> firms =
        clients
            .findByIdIn(
                Stream.concat(
                        Stream.of(0L), // a list of ids is never empty
                        looks.values().stream().flatMap(look -> look.clientIds().stream()))
                    .distinct()
                    .toList())
            .stream()
            .collect(Collectors.toMap(Client::id, Function.identity()));
    Map<Long, String> names =
        operators.findByActiveTrueOrderByName().stream()
            .collect(Collectors.toMap(Operator::id, Operator::name));
    var tickets = new HashMap<Long, List<TicketQueue.Item>>();
    return calls.stream()
        .map(call -> {
          String caller = call.caller();
          var look =
              caller == null
                  ? Acquaintances.Look.WITHHELD
                  : Objects.requireNonNull(looks.get(caller));
          return new CallShown(
              call,
              look.people(),
              look.clientIds().stream().map(firms::get).filter(Objects::nonNull).toList(),
              look.clientIds().stream()
                  .flatMap(id -> tickets.computeIfAbsent(id, this::open).stream())
                  .limit(TICKETS)
                  .toList(),
              operator(call, names));
        })
        .toList();
  }

  private static Optional<String> operator(CallRecord call, Map<Long, String> names) {
    return Optional.ofNullable(call.lastOperatorId())
        .or(() -> Optional.ofNullable(call.operatorId()))
        .map(names::get)
        .or(() -> Optional.ofNullable(call.lastBy()))
        .or(() -> Optional.ofNullable(call.answeredBy()));
  }

  private List<TicketQueue.Item> open(long clientId) {
    return queue
        .page(new TicketQueue.Filter(clientId, null, false, null), null, LOOKED_AT)
        .items()
        .stream()
        .filter(item -> item.state() != Ticket.State.CLOSED)
        .limit(TICKETS)
        .toList();
  }
}
