package org.otklik.helpdesk.desk;

import io.micronaut.data.exceptions.OptimisticLockException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.mail.OutboxRun;
import org.otklik.helpdesk.store.ChangeStore;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketActs;

/** What operators do to tickets, from the API and the console alike. */
@Singleton
public class TicketDesk {
  /** The longest comment, in characters. */
  public static final int TEXT_LIMIT = 100_000;

  private final TransactionOperations<Connection> transactions;
  private final TicketActs acts;
  private final Rows.Tickets tickets;
  private final Rows.Deadlines deadlines;
  private final Rows.Operators operators;
  private final ChangeStore store;
  private final Breaches breaches;
  private final AnswerLetters letters;
  private final OutboxRun outbox;
  private final InstantSource clock;

  TicketDesk(
      TransactionOperations<Connection> transactions,
      TicketActs acts,
      Rows.Tickets tickets,
      Rows.Deadlines deadlines,
      Rows.Operators operators,
      ChangeStore store,
      Breaches breaches,
      AnswerLetters letters,
      OutboxRun outbox,
      InstantSource clock) {
    this.transactions = transactions;
    this.acts = acts;
    this.tickets = tickets;
    this.deadlines = deadlines;
    this.operators = operators;
    this.store = store;
    this.breaches = breaches;
    this.letters = letters;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Tells the client something, by mail; the first time it is the first response. */
  public Outcome<Ticket> answer(long ticketId, Actor operator, String text) {
    Optional<Refusal> unfit = unfit(text);
    if (unfit.isPresent()) {
      return new Outcome.Refused<>(unfit.get());
    }
    Outcome<Ticket> outcome =
        act(
            ticketId,
            ticket -> {
              Instant now = clock.instant();
              List<Deadline> all = deadlines.findByTicketIdOrderById(ticketId);
              Changes changes = breaches.overdue(ticket, all, now);
              List<Deadline> current =
                  all.stream().map(d -> changes.changedDeadlines.getOrDefault(d.id(), d)).toList();
              changes.addAll(acts.answer(ticket, current, operator, text, now));
              changes.letters.add(letters.answer(ticket, text, now));
              return changes;
            });
    outbox.wakeUp();
    return outcome;
  }

  /** Tells the other operators something. */
  public Outcome<Ticket> note(long ticketId, Actor operator, String text) {
    return unfit(text)
        .<Outcome<Ticket>>map(Outcome.Refused::new)
        .orElseGet(
            () -> act(ticketId, ticket -> acts.note(ticket, operator, text, clock.instant())));
  }

  /**
   * Makes an operator responsible, or nobody.
   *
   * @param seenVersion the ticket's version that the asker saw; null for whatever it is
   */
  public Outcome<Ticket> assign(
      long ticketId, @Nullable Long operatorId, Actor by, @Nullable Long seenVersion) {
    Optional<Operator> to = Optional.ofNullable(operatorId).flatMap(operators::findById);
    if (operatorId != null && !to.map(Operator::active).orElse(false)) {
      return new Outcome.Refused<>(Refusal.invalid("operator", "refusal.no-such-operator"));
    }
    Optional<Ticket> ticket = tickets.findById(ticketId);
    if (ticket.isPresent() && seenVersion != null && ticket.get().version() != seenVersion) {
      return new Outcome.Refused<>(changedMeanwhile());
    }
    return act(
        ticketId,
        found ->
            acts.assign(
                found,
                operatorId,
                Optional.ofNullable(found.responsibleId())
                    .flatMap(operators::findById)
                    .map(Operator::name)
                    .orElse(null),
                to.map(Operator::name).orElse(null),
                by,
                clock.instant()));
  }

  private Outcome<Ticket> act(long ticketId, Function<Ticket, Changes> act) {
    try {
      return transactions.executeWrite(status -> {
        Optional<Ticket> ticket = tickets.findById(ticketId);
        if (ticket.isEmpty()) {
          return new Outcome.Refused<Ticket>(Refusal.notFound("ticket"));
        }
        store.save(act.apply(ticket.get()));
        return new Outcome.Done<>(tickets.findById(ticketId).orElseThrow());
      });
    } catch (OptimisticLockException e) {
      return new Outcome.Refused<>(changedMeanwhile());
    }
  }

  private static Refusal changedMeanwhile() {
    return new Refusal(Refusal.Kind.CHANGED_MEANWHILE, "", "refusal.changed-meanwhile");
  }

  private static Optional<Refusal> unfit(String text) {
    if (text.isBlank()) {
      return Optional.of(Refusal.invalid("text", "refusal.empty-text"));
    }
    return text.length() > TEXT_LIMIT
        ? Optional.of(Refusal.invalid("text", "refusal.text-too-long"))
        : Optional.empty();
  }
}
