package org.otklik.helpdesk.web;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.Rows;

/** The calls about a ticket or a call case, to the hotline and from us, the earliest first. */
@Singleton
class CallEntries {
  private final CallRows.Calls calls;
  private final CallRows.CallBacks callBacks;
  private final Rows.Operators operators;
  private final Hearing hearing;

  CallEntries(
      CallRows.Calls calls,
      CallRows.CallBacks callBacks,
      Rows.Operators operators,
      Hearing hearing) {
    this.calls = calls;
    this.callBacks = callBacks;
    this.operators = operators;
    this.hearing = hearing;
  }

  List<CallEntry> ofTicket(long ticketId, CurrentOperator reader) {
    return entries(
        calls.findByTicketIdOrderById(ticketId),
        callBacks.findByTicketIdOrderById(ticketId),
        reader);
  }

  List<CallEntry> ofCase(long caseId, CurrentOperator reader) {
    return entries(
        calls.findByCaseIdOrderById(caseId), callBacks.findByCaseIdOrderById(caseId), reader);
  }

  private List<CallEntry> entries(
      List<CallRecord> in, List<CallBackRecord> out, CurrentOperator reader) {
    if (in.isEmpty() && out.isEmpty()) {
      return List.of();
    }
    Map<Long, String> names =
        operators.findAll().stream().collect(Collectors.toMap(Operator::id, Operator::name));
    return Stream.concat(
            in.stream().map(call -> entry(call, names, reader)),
            out.stream().map(call -> entry(call, reader)))
        .sorted(Comparator.comparing(CallEntry::at))
        .toList();
  }

  private CallEntry entry(CallRecord call, Map<Long, String> names, CurrentOperator reader) {
    String card = "/hotline/calls/" + call.id();
    return new CallEntry(
        call.enteredAt(),
        false,
        Optional.ofNullable(call.caller()),
        CallShown.state(call),
        Optional.ofNullable(call.lastOperatorId()).map(names::get),
        Optional.empty(),
        Optional.of(card),
        hearing.of(call, reader).map(_ -> card + "/recording"));
  }

  private CallEntry entry(CallBackRecord call, CurrentOperator reader) {
    CallBackRecord.Outcome outcome = call.outcome();
    return new CallEntry(
        call.requestedAt(),
        true,
        Optional.of(call.number()),
        outcome == null ? "console.call-back.goes-on" : "console.call-back.outcome." + outcome,
        Optional.of(call.operatorName()),
        Optional.ofNullable(call.talkedSeconds()).map(Duration::ofSeconds),
        Optional.empty(),
        hearing.of(call, reader).map(_ -> "/hotline/call-backs/" + call.id() + "/recording"));
  }
}
