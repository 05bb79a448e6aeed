package org.otklik.helpdesk.desk;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CaseLife;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.hotline.Acquaintances;
import org.otklik.helpdesk.hotline.CallTickets;
import org.otklik.helpdesk.letter.CaseWriter;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.Cases;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketNumbers;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.CallLife;
import org.otklik.helpdesk.ticket.Decided;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.Ticket;

/**
 * Makes a ticket of a call case, once somebody has found out who it was. Its terms run from the
 * call; a breach of the case's own deadline stays with the case.
 */
@Singleton
public class CaseRegistration {
  private static final int SUBJECT = 500;
  private static final int TEXT = 100_000;

  private final TransactionOperations<Connection> transactions;
  private final CaseLife caseLife;
  private final CallLife life;
  private final Cases cases;
  private final CallRows.Calls calls;
  private final Rows.Staff staff;
  private final Agreements agreements;
  private final Acquaintances acquaintances;
  private final TicketNumbers numbers;
  private final CaseWriter caseWriter;
  private final CallTickets tickets;
  private final OutboxRun outbox;
  private final InstantSource clock;

  CaseRegistration(
      TransactionOperations<Connection> transactions,
      CaseLife caseLife,
      CallLife life,
      Cases cases,
      CallRows.Calls calls,
      Rows.Staff staff,
      Agreements agreements,
      Acquaintances acquaintances,
      TicketNumbers numbers,
      CaseWriter caseWriter,
      CallTickets tickets,
      OutboxRun outbox,
      InstantSource clock) {
    this.transactions = transactions;
    this.caseLife = caseLife;
    this.life = life;
    this.cases = cases;
    this.calls = calls;
    this.staff = staff;
    this.agreements = agreements;
    this.acquaintances = acquaintances;
    this.numbers = numbers;
    this.caseWriter = caseWriter;
    this.tickets = tickets;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Who it was, and what they want. */
  public record Who(@Nullable Long staffId, String subject, String text) {}

  /**
   * Registers a ticket in that person's name.
   *
   * @return the case, with its ticket
   */
  public Outcome<CallCase> register(long caseId, Who who, Actor by) {
    Optional<Refusal> unfit =
        CallLimits.tooLong("subject", who.subject(), SUBJECT)
            .or(() -> CallLimits.said("text", who.text(), TEXT));
    if (unfit.isPresent()) {
      return new Outcome.Refused<>(unfit.get());
    }
    Outcome<CallCase> outcome =
        transactions.executeWrite(status -> {
          Outcome<CallCase> came = locked(caseId, who, by, clock.instant());
          if (came instanceof Outcome.Refused) {
            status.setRollbackOnly();
          }
          return came;
        });
    outbox.wakeUp();
    return outcome;
  }

  private Outcome<CallCase> locked(long caseId, Who who, Actor by, Instant now) {
    Optional<StaffMember> from =
        Optional.ofNullable(who.staffId()).flatMap(staff::findById).filter(StaffMember::active);
    if (from.isEmpty()) {
      return new Outcome.Refused<>(Refusal.invalid("staffId", "refusal.no-such-staff"));
    }
    long clientId = from.get().clientId();
    Agreement agreement =
        Optional.ofNullable(agreements.hold(Set.of(clientId)).get(clientId)).orElseThrow();
    if (!acquaintances.isServed(agreement.client(), now)) {
      return new Outcome.Refused<>(Refusal.invalid("staffId", "refusal.contract-not-in-force"));
    }
    return cases
        .lock(caseId)
        .map(standing -> registered(standing, who, from.get(), agreement, by, now))
        .orElseGet(() -> new Outcome.Refused<>(Refusal.notFound("case")));
  }

  private Outcome<CallCase> registered(
      CaseLife.Standing standing,
      Who who,
      StaffMember from,
      Agreement agreement,
      Actor by,
      Instant now) {
    var request =
        new Request(
            from,
            Ticket.Channel.HOTLINE,
            who.subject(),
            who.text(),
            0,
            standing.callCase().openedAt(),
            null,
            List.of());
    Decided.Allowed made =
        life.missed(request, new CallLife.Place(agreement, numbers.next(1).getFirst()), now);
    long ticketId = made.after().ticket().id();
    return switch (caseLife.registered(standing, ticketId, by, now)) {
      case CaseLife.Decided.Refused(Refusal refusal) -> new Outcome.Refused<>(refusal);
      case CaseLife.Decided.Allowed(CaseLife.Changed changed) -> {
        tickets.keep(made.changes(), now);
        caseWriter.save(changed, now);
        calls.becameTicket(changed.after().id(), ticketId);
        yield new Outcome.Done<>(changed.after());
      }
    };
  }
}
