package org.otklik.helpdesk.desk;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.call.CallBackRecord.Purpose;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.PhoneForm;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.hotline.Dialler;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.PhoneBook;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Ticket;

/**
 * Calls back by the PBX. An operator's wish is on record before a PBX is asked, so that how it went
 * finds its place whatever happens in between.
 */
@Singleton
public class CallBackDesk {
  private static final int LONGEST_LEAST_SECONDS = 3600;
  private static final int USUAL_LEAST_SECONDS = 15;

  private final TransactionOperations<Connection> transactions;
  private final CallRows.CallBacks callBacks;
  private final CallRows.Calls calls;
  private final CallRows.Cases cases;
  private final Rows.Tickets tickets;
  private final Rows.Clients clients;
  private final Rows.Operators operators;
  private final PhoneBook phones;
  private final PhoneForm form;
  private final Dialler dialler;
  private final SentOnce once;
  private final IdSource ids;
  private final InstantSource clock;

  CallBackDesk(
      TransactionOperations<Connection> transactions,
      CallRows.CallBacks callBacks,
      CallRows.Calls calls,
      CallRows.Cases cases,
      Rows.Tickets tickets,
      Rows.Clients clients,
      Rows.Operators operators,
      PhoneBook phones,
      PhoneForm form,
      Dialler dialler,
      SentOnce once,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.callBacks = callBacks;
    this.calls = calls;
    this.cases = cases;
    this.tickets = tickets;
    this.clients = clients;
    this.operators = operators;
    this.phones = phones;
    this.form = form;
    this.dialler = dialler;
    this.once = once;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What is wished.
   *
   * @param number as people write it; "" for the one that called, or the requester's first
   * @param leastSeconds an answered call that is shorter counts as one in vain; null as usual
   */
  public record Wish(Purpose purpose, String number, @Nullable Integer leastSeconds) {}

  /** What a call back is about, and whom it goes to. */
  private record About(
      @Nullable Long ticketId, @Nullable Long caseId, Optional<String> number, String region) {}

  /** Rings the operator, then somebody about a ticket. */
  public Outcome<CallBackRecord> aboutTicket(long ticketId, Wish wish, Actor by, String key) {
    return dialled(wish, by, key, () -> tickets.findById(ticketId).map(this::about));
  }

  /** Rings the operator, then whoever a call case is about. */
  public Outcome<CallBackRecord> aboutCase(long caseId, Wish wish, Actor by, String key) {
    return dialled(
        wish, by, key, () -> cases.findById(caseId).filter(CallCase::isOpen).map(this::about));
  }

  private interface Subject {
    Optional<About> find();
  }

  private About about(Ticket ticket) {
    String region = clients.findById(ticket.clientId()).map(Client::region).orElse("");
    Stream<String> called =
        calls.findByTicketIdOrderById(ticket.id()).stream()
            .map(CallRecord::caller)
            .filter(Objects::nonNull)
            .map(String.class::cast);
    Stream<String> known =
        phones.ofStaff(List.of(ticket.requesterId())).values().stream().flatMap(Collection::stream);
    return new About(
        ticket.id(), null, called.reduce((earlier, later) -> later).or(known::findFirst), region);
  }

  private About about(CallCase callCase) {
    Optional<Client> client = Optional.ofNullable(callCase.clientId()).flatMap(clients::findById);
    return new About(
        null,
        callCase.id(),
        Optional.ofNullable(callCase.caller()),
        client.map(Client::region).orElse(""));
  }

  private Outcome<CallBackRecord> dialled(Wish wish, Actor by, String key, Subject subject) {
    Outcome<Wished> outcome =
        transactions.executeWrite(status -> {
          Outcome<Wished> came =
              subject
                  .find()
                  .map(about -> wished(wish, about, by, key))
                  .orElseGet(() -> refused(Refusal.notFound("ticket")));
          if (came instanceof Outcome.Refused) {
            status.setRollbackOnly();
          }
          return came;
        });
    return switch (outcome) {
      case Outcome.Refused<Wished>(Refusal refusal) -> refused(refusal);
      case Outcome.Done<Wished>(Wished(var row, boolean again)) ->
          again ? new Outcome.Done<>(row) : dialled(row);
    };
  }

  /** A wish on record; the same one sent again isn't dialled again. */
  private record Wished(CallBackRecord row, boolean again) {}

  private Outcome<Wished> wished(Wish wish, About about, Actor by, String key) {
    Operator operator =
        operators.findById(Optional.ofNullable(by.id()).orElseThrow()).orElseThrow();
    Instant now = clock.instant();
    String what = "call-back " + about.ticketId() + " " + about.caseId();
    if (!key.isEmpty() && !once.isFirst(what, wish.toString(), by, key, now)) {
      return callBacks
          .latestOf(operator.id())
          .<Outcome<Wished>>map(row -> new Outcome.Done<>(new Wished(row, true)))
          .orElseGet(() -> refused(Refusal.changedMeanwhile()));
    }
    String extension = operator.extension();
    if (extension == null) {
      return refused(Refusal.notAllowed("refusal.call-back.no-extension", List.of()));
    }
    int least = Optional.ofNullable(wish.leastSeconds()).orElse(USUAL_LEAST_SECONDS);
    if (least < 1 || least > LONGEST_LEAST_SECONDS) {
      return refused(Refusal.invalid("leastSeconds", "refusal.call-back.length"));
    }
    if (wish.number().isBlank() && about.number().isEmpty()) {
      return refused(Refusal.invalid("number", "refusal.call-back.no-number"));
    }
    Optional<String> number =
        wish.number().isBlank() ? about.number() : form.number(wish.number(), about.region());
    if (number.isEmpty()) {
      return refused(Refusal.invalid("number", "refusal.no-phone"));
    }
    return new Outcome.Done<>(
        new Wished(
            callBacks.save(
                new CallBackRecord(
                    ids.next(),
                    wish.purpose(),
                    about.ticketId(),
                    about.caseId(),
                    operator.id(),
                    operator.name(),
                    extension,
                    number.get(),
                    least,
                    now,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    0)),
            false));
  }

  private Outcome<CallBackRecord> dialled(CallBackRecord row) {
    Optional<Refusal> refusal = dialler.dial(row);
    if (refusal.isEmpty()) {
      return new Outcome.Done<>(row);
    }
    transactions.executeWrite(status ->
        callBacks
            .lock(row.id())
            .filter(wish -> wish.outcome() == null)
            .map(wish -> callBacks.update(notDialled(wish))));
    return refused(refusal.get());
  }

  private CallBackRecord notDialled(CallBackRecord wish) {
    return wish.came(
        "", CallBackRecord.Outcome.NOT_DIALLED, wish.requestedAt(), clock.instant(), null, null);
  }

  private static <T> Outcome<T> refused(Refusal refusal) {
    return new Outcome.Refused<>(refusal);
  }
}
