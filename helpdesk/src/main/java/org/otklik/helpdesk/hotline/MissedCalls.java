package org.otklik.helpdesk.hotline;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.call.CallRecord.Disposition;
import org.otklik.helpdesk.call.CaseLife;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.letter.CaseWriter;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.Cases;
import org.otklik.helpdesk.store.Matters;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketNumbers;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.CallLife;
import org.otklik.helpdesk.ticket.Decided;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.Ticket;

/**
 * What follows from calls that nobody took, or of which nobody says what came: a ticket in the name
 * of a caller whom we know, else a call case. A caller who tries several times a day becomes one.
 */
@Singleton
class MissedCalls {
  private final CallLife life;
  private final CaseLife caseLife;
  private final Acquaintances acquaintances;
  private final CallRows.MissedCallers callers;
  private final Agreements agreements;
  private final Matters matters;
  private final Cases cases;
  private final CaseWriter caseWriter;
  private final Rows.Operators operators;
  private final TicketNumbers numbers;
  private final CallTickets tickets;
  private final IdSource ids;

  MissedCalls(
      CallLife life,
      CaseLife caseLife,
      Acquaintances acquaintances,
      CallRows.MissedCallers callers,
      Agreements agreements,
      Matters matters,
      Cases cases,
      CaseWriter caseWriter,
      Rows.Operators operators,
      TicketNumbers numbers,
      CallTickets tickets,
      IdSource ids) {
    this.life = life;
    this.caseLife = caseLife;
    this.acquaintances = acquaintances;
    this.callers = callers;
    this.agreements = agreements;
    this.matters = matters;
    this.cases = cases;
    this.caseWriter = caseWriter;
    this.operators = operators;
    this.numbers = numbers;
    this.tickets = tickets;
    this.ids = ids;
  }

  /** Who called, and in whose name a ticket would be; without that there is a call case. */
  private record Who(
      Acquaintances.Look look, Optional<StaffMember> requester, Optional<Agreement> agreement) {
    @Nullable Long clientId() {
      return look.client().orElse(null);
    }
  }

  private Who who(CallRecord call) {
    Acquaintances.Look look = acquaintances.look(call.caller());
    Optional<StaffMember> requester = acquaintances.requester(look, call.enteredAt());
    Set<Long> clients = requester.map(StaffMember::clientId).map(Set::of).orElse(Set.of());
    var held = agreements.hold(clients);
    return new Who(
        look, requester, requester.flatMap(r -> Optional.ofNullable(held.get(r.clientId()))));
  }

  /** The caller is owed a call back. In the caller's transaction, which has locked the call. */
  @Transactional(propagation = Propagation.MANDATORY)
  public CallRecord register(CallRecord call, Instant now) {
    Who who = who(call);
    String number = call.caller();
    // Callers who withhold their number can't be told apart.
    Came came = number == null ? first(call, who, now) : once(call, number, who, now);
    return call.with(d -> {
      d.whose(who.look().whose());
      d.disposed(Disposition.MISSED, null, now);
      d.ticketId = came.ticketId();
      d.caseId = came.caseId();
    });
  }

  /** What a call came to: one of the two. */
  private record Came(@Nullable Long ticketId, @Nullable Long caseId) {}

  private Came once(CallRecord call, String number, Who who, Instant now) {
    ZoneId zone =
        who.agreement()
            .map(agreement -> agreement.calendar().zone())
            .orElseGet(() -> cases.terms(who.clientId()).calendar().zone());
    LocalDate day = LocalDate.ofInstant(call.enteredAt(), zone);
    callers.introduce(number, day);
    CallRows.Missed before = callers.lock(number, day);
    Long ticketId = before.ticketId();
    Long caseId = before.caseId();
    if (ticketId != null && who.requester().isPresent()) {
      Optional<Matter> matter = matters.lock(ticketId);
      if (matter.isPresent()
          && matter.get().ticket().clientId() == who.requester().get().clientId()) {
        again(call, matter.get(), who.requester().get(), now);
        return new Came(ticketId, null);
      }
    }
    if (caseId != null && who.requester().isEmpty()) {
      caseWriter.save(
          caseLife.calledAgain(
              cases.lock(caseId).orElseThrow(), call.enteredAt(), Actor.PROGRAM, now),
          now);
      return new Came(null, caseId);
    }
    Came came = first(call, who, now);
    callers.became(number, day, came.ticketId(), came.caseId());
    return came;
  }

  private void again(CallRecord call, Matter matter, StaffMember from, Instant now) {
    tickets.keep(
        life.missedAgain(
                matter, request(call, from, matter.agreement(), "missed"), call.voiceMessage(), now)
            .changes(),
        now);
  }

  private Came first(CallRecord call, Who who, Instant now) {
    if (who.requester().isEmpty() || who.agreement().isEmpty()) {
      return new Came(null, open(call, who, null, now));
    }
    Agreement agreement = who.agreement().get();
    StaffMember from = who.requester().get();
    Decided.Allowed registered =
        life.missed(
            request(call, from, agreement, call.voiceMessage() ? "voice" : "missed"),
            new CallLife.Place(agreement, numbers.next(1).getFirst()),
            now);
    Ticket ticket = registered.after().ticket();
    tickets.keepAcknowledged(ticket, from, agreement, registered.changes(), now);
    return new Came(ticket.id(), null);
  }

  private long open(CallRecord call, Who who, @Nullable Long responsibleId, Instant now) {
    long id = ids.next();
    caseWriter.save(
        caseLife.open(
            CallCase.open(id, call.caller(), who.clientId(), "", responsibleId, now),
            cases.terms(who.clientId()),
            call.enteredAt(),
            Actor.PROGRAM,
            now),
        now);
    return id;
  }

  /** Who took the call is to find out what it was about. The call is locked. */
  @Transactional(propagation = Propagation.MANDATORY)
  public CallRecord undocumented(CallRecord call, Instant now) {
    Who who = who(call);
    Optional<Long> operator =
        Optional.ofNullable(call.lastOperatorId())
            .or(() -> Optional.ofNullable(call.operatorId()))
            .flatMap(operators::findById)
            .filter(Operator::active)
            .map(Operator::id);
    Came came =
        who.requester().isEmpty() || who.agreement().isEmpty()
            ? new Came(null, open(call, who, operator.orElse(null), now))
            : new Came(undocumented(call, who, operator, now), null);
    return call.with(d -> {
      d.whose(who.look().whose());
      d.disposed(Disposition.UNDOCUMENTED, null, now);
      d.ticketId = came.ticketId();
      d.caseId = came.caseId();
    });
  }

  private long undocumented(CallRecord call, Who who, Optional<Long> operator, Instant now) {
    Agreement agreement = who.agreement().orElseThrow();
    Decided.Allowed registered =
        life.undocumented(
            request(call, who.requester().orElseThrow(), agreement, "undocumented"),
            operator,
            new CallLife.Place(agreement, numbers.next(1).getFirst()),
            now);
    tickets.keep(registered.changes(), now);
    return registered.after().ticket().id();
  }

  private static Request request(
      CallRecord call, StaffMember from, Agreement agreement, String subject) {
    var said = CallWords.in(agreement.client().language(), agreement.calendar().zone());
    return new Request(
        from,
        Ticket.Channel.HOTLINE,
        said.subject(call, subject),
        said.text(call, subject.equals("undocumented")),
        0,
        call.enteredAt(),
        null,
        List.of());
  }
}
