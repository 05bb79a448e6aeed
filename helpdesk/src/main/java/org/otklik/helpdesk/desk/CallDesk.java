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
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.call.CallAct;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.call.CaseLife;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.hotline.Acquaintances;
import org.otklik.helpdesk.hotline.CallTickets;
import org.otklik.helpdesk.hotline.CallWords;
import org.otklik.helpdesk.letter.CaseWriter;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.Cases;
import org.otklik.helpdesk.store.Matters;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketNumbers;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.ticket.CallLife;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Decided;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;
import org.otklik.helpdesk.ticket.TicketLife;

/**
 * What operators say came of calls that they took, in the call or after it. It is said once: who
 * comes second is told so.
 */
@Singleton
public class CallDesk {
  private final TransactionOperations<Connection> transactions;
  private final CallRows.Calls calls;
  private final CallLife life;
  private final TicketLife tickets;
  private final CaseLife caseLife;
  private final CaseWriter caseWriter;
  private final Acquaintances acquaintances;
  private final Agreements agreements;
  private final Matters matters;
  private final Cases cases;
  private final TicketQueue queue;
  private final Rows.Staff staff;
  private final Rows.Operators operators;
  private final TicketNumbers numbers;
  private final CallTickets kept;
  private final SentOnce once;
  private final OutboxRun outbox;
  private final IdSource ids;
  private final InstantSource clock;

  CallDesk(
      TransactionOperations<Connection> transactions,
      CallRows.Calls calls,
      CallLife life,
      TicketLife tickets,
      CaseLife caseLife,
      CaseWriter caseWriter,
      Acquaintances acquaintances,
      Agreements agreements,
      Matters matters,
      Cases cases,
      TicketQueue queue,
      Rows.Staff staff,
      Rows.Operators operators,
      TicketNumbers numbers,
      CallTickets kept,
      SentOnce once,
      OutboxRun outbox,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.calls = calls;
    this.life = life;
    this.tickets = tickets;
    this.caseLife = caseLife;
    this.caseWriter = caseWriter;
    this.acquaintances = acquaintances;
    this.agreements = agreements;
    this.matters = matters;
    this.cases = cases;
    this.queue = queue;
    this.staff = staff;
    this.operators = operators;
    this.numbers = numbers;
    this.kept = kept;
    this.once = once;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /** Who says so. */
  public record Teller(Actor actor, boolean supervises) {
    long id() {
      return Optional.ofNullable(actor.id()).orElseThrow();
    }
  }

  /**
   * Says what came of a call.
   *
   * @param key chosen by who asks, so that the same thing sent again isn't done twice; "" for none
   */
  public Outcome<CallRecord> dispose(long callId, CallAct act, Teller by, String key) {
    Optional<Refusal> unfit = CallLimits.unfit(act);
    if (unfit.isPresent()) {
      return refused(unfit.get());
    }
    Outcome<CallRecord> outcome =
        transactions.executeWrite(status -> {
          Instant now = clock.instant();
          Outcome<CallRecord> came =
              calls
                  .lock(callId)
                  .map(call -> disposed(call, act, by, key, now))
                  .orElseGet(() -> refused(Refusal.notFound("call")));
          if (came instanceof Outcome.Refused) {
            status.setRollbackOnly(); // nothing of it is done, and it may be tried again
          }
          return came;
        });
    outbox.wakeUp();
    return outcome;
  }

  private Outcome<CallRecord> disposed(
      CallRecord call, CallAct act, Teller by, String key, Instant now) {
    if (!key.isEmpty()
        && !once.isFirst("call " + call.id(), act.toString(), by.actor(), key, now)) {
      return new Outcome.Done<>(call);
    }
    Optional<Refusal> refusal = refusal(call, by);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    return switch (came(call, act, by, now)) {
      case Outcome.Refused<Came>(Refusal why) -> refused(why);
      case Outcome.Done<Came>(Came came) ->
          new Outcome.Done<>(
              calls.update(
                  call.with(d -> {
                    d.disposed(act.disposition(), by.id(), now);
                    d.staffId = came.staffId() == null ? d.staffId : came.staffId();
                    d.clientId = came.clientId() == null ? d.clientId : came.clientId();
                    d.ticketId = came.ticketId();
                    d.caseId = came.caseId();
                    d.said = came.said();
                  })));
    };
  }

  /** What a call came to. */
  private record Came(
      @Nullable Long staffId,
      @Nullable Long clientId,
      @Nullable Long ticketId,
      @Nullable Long caseId,
      String said) {
    static Came to(StaffMember from, long ticketId) {
      return new Came(from.id(), from.clientId(), ticketId, null, "");
    }
  }

  private Optional<Refusal> refusal(CallRecord call, Teller by) {
    if (!call.disposition().isUndecided()) {
      return Optional.of(Refusal.notAllowed("refusal.call.decided", List.of()));
    }
    if (!call.wasAnswered()) {
      return Optional.of(Refusal.notAllowed("refusal.call.not-answered", List.of()));
    }
    Long taker = call.lastOperatorId() == null ? call.operatorId() : call.lastOperatorId();
    if (taker == null || by.supervises() || call.isTakenBy(by.id())) {
      return Optional.empty();
    }
    String name = operators.findById(taker).map(Operator::name).orElse("");
    return Optional.of(Refusal.notAllowed("refusal.call.not-yours", List.of(), name));
  }

  private Outcome<Came> came(CallRecord call, CallAct act, Teller by, Instant now) {
    return switch (act) {
      case CallAct.NotARequest(var reason) ->
          new Outcome.Done<>(new Came(null, null, null, null, reason.strip()));
      case CallAct.OnTheSpot spot ->
          named(
              call,
              spot.staffId(),
              from ->
                  registered(
                      from,
                      life.onTheSpot(
                          request(call, from, spot.subject(), spot.asked()),
                          spot.answered(),
                          by.actor(),
                          place(from),
                          now),
                      false,
                      now));
      case CallAct.FeedbackOwed owed -> feedbackOwed(call, owed, by, now);
      case CallAct.Belongs belongs ->
          named(call, belongs.staffId(), from -> belongs(call, from, belongs, now));
    };
  }

  /** Who it was, with what is agreed with their firm. */
  private record From(StaffMember person, Agreement agreement) {}

  private interface Follows {
    Outcome<Came> from(From from);
  }

  private Outcome<Came> named(CallRecord call, @Nullable Long staffId, Follows follows) {
    return switch (who(call, staffId)) {
      case Outcome.Refused<From>(Refusal refusal) -> refused(refusal);
      case Outcome.Done<From>(From from) -> follows.from(from);
    };
  }

  /** Who it was: as the operator says, else as the number does. */
  private Outcome<From> who(CallRecord call, @Nullable Long staffId) {
    Acquaintances.Look look = acquaintances.look(call.caller());
    if (staffId == null && look.people().size() != 1) {
      return refused(Refusal.invalid("staffId", "refusal.call.who"));
    }
    Optional<StaffMember> person =
        staffId == null
            ? look.people().stream().findFirst()
            : staff.findById(staffId).filter(StaffMember::active);
    if (person.isEmpty()) {
      return refused(Refusal.invalid("staffId", "refusal.no-such-staff"));
    }
    long clientId = person.get().clientId();
    if (!look.clientIds().isEmpty() && !look.clientIds().contains(clientId)) {
      return refused(Refusal.invalid("staffId", "refusal.call.other-client"));
    }
    Agreement agreement =
        Optional.ofNullable(agreements.hold(Set.of(clientId)).get(clientId)).orElseThrow();
    return acquaintances.isServed(agreement.client(), call.enteredAt())
        ? new Outcome.Done<>(new From(person.get(), agreement))
        : refused(Refusal.invalid("staffId", "refusal.contract-not-in-force"));
  }

  private CallLife.Place place(From from) {
    return new CallLife.Place(from.agreement(), numbers.next(1).getFirst());
  }

  private static Request request(CallRecord call, From from, String subject, String text) {
    Client client = from.agreement().client();
    return new Request(
        from.person(),
        Ticket.Channel.HOTLINE,
        subject.isBlank()
            ? CallWords.in(client.language(), from.agreement().calendar().zone())
                .subject(call, "answered")
            : subject,
        text,
        0,
        call.enteredAt(),
        null,
        List.of());
  }

  private Outcome<Came> registered(From from, Decided decided, boolean acknowledged, Instant now) {
    return switch (decided) {
      case Decided.Refused(Refusal refusal) -> refused(refusal);
      case Decided.Allowed(Changes changes, Matter after) -> {
        Ticket ticket = after.ticket();
        if (acknowledged) {
          kept.keepAcknowledged(ticket, from.person(), from.agreement(), changes, now);
        } else {
          kept.keep(changes, now);
        }
        yield new Outcome.Done<>(Came.to(from.person(), ticket.id()));
      }
    };
  }

  /** For somebody on a list a ticket; for anybody else a call case. */
  private Outcome<Came> feedbackOwed(
      CallRecord call, CallAct.FeedbackOwed owed, Teller by, Instant now) {
    Acquaintances.Look look = acquaintances.look(call.caller());
    boolean canBeTicket =
        owed.staffId() != null || acquaintances.requester(look, call.enteredAt()).isPresent();
    if (!canBeTicket) {
      return opened(call, look, owed, by, now);
    }
    return named(
        call,
        owed.staffId(),
        from -> {
          CallLife.Place place = place(from);
          Instant due =
              Optional.ofNullable(Sane.kept(owed.dueAt()))
                  .orElseGet(() -> CallLife.latestFeedback(from.agreement(), now));
          return registered(
              from,
              life.promising(
                  request(call, from, owed.subject(), owed.asked()),
                  new TicketAct.PromiseFeedback(due, owed.contact()),
                  by.actor(),
                  place,
                  now),
              true,
              now);
        });
  }

  private Outcome<Came> opened(
      CallRecord call, Acquaintances.Look look, CallAct.FeedbackOwed owed, Teller by, Instant now) {
    Long clientId = look.client().orElse(null);
    long id = ids.next();
    String contact = (owed.contact().strip() + "\n" + owed.asked().strip()).strip();
    CaseLife.Decided decided =
        caseLife.openPromising(
            CallCase.open(id, call.caller(), clientId, contact, by.id(), now),
            cases.terms(clientId),
            Sane.kept(owed.dueAt()),
            by.actor(),
            now);
    return switch (decided) {
      case CaseLife.Decided.Refused(Refusal refusal) -> refused(refusal);
      case CaseLife.Decided.Allowed(CaseLife.Changed changed) -> {
        caseWriter.save(changed, now);
        yield new Outcome.Done<>(new Came(null, clientId, null, id, ""));
      }
    };
  }

  /** What the caller said on a ticket of theirs; another client's is nowhere to be found. */
  private Outcome<Came> belongs(CallRecord call, From from, CallAct.Belongs belongs, Instant now) {
    Optional<Matter> found =
        queue
            .findByNumber(belongs.ticketNumber())
            .filter(item -> item.clientId() == from.person().clientId())
            .flatMap(item -> matters.lock(item.id()));
    if (found.isEmpty()) {
      return refused(Refusal.notFound("ticket"));
    }
    Matter matter = found.get();
    Instant spoken = call.spokenAt();
    Instant arrived =
        spoken.isBefore(matter.ticket().arrivedAt()) ? matter.ticket().arrivedAt() : spoken;
    var request =
        new Request(
            from.person(), Ticket.Channel.HOTLINE, "", belongs.said(), 0, arrived, null, List.of());
    if (!tickets.joins(matter, arrived)) {
      return registered(
          from,
          tickets.register(
              request, from.agreement(), numbers.next(1).getFirst(), now, matter.ticket().id()),
          true,
          now);
    }
    return registered(from, tickets.reply(matter, request, now), false, now);
  }

  private static <T> Outcome<T> refused(Refusal refusal) {
    return new Outcome.Refused<>(refusal);
  }
}
