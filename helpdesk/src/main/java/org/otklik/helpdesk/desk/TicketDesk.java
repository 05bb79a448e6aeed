package org.otklik.helpdesk.desk;

import io.micronaut.data.exceptions.OptimisticLockException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.letter.LetterWriter;
import org.otklik.helpdesk.store.ChangeStore;
import org.otklik.helpdesk.store.Matters;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketNumbers;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Comment;
import org.otklik.helpdesk.ticket.Decided;
import org.otklik.helpdesk.ticket.HeardUntil;
import org.otklik.helpdesk.ticket.Latest;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;
import org.otklik.helpdesk.ticket.TicketLife;

/** What people do to tickets, from the API and the console alike. */
@Singleton
public class TicketDesk {
  private final TransactionOperations<Connection> transactions;
  private final TicketLife life;
  private final Matters matters;
  private final Rows.Tickets tickets;
  private final Rows.Comments comments;
  private final Rows.Staff staff;
  private final Rows.Operators operators;
  private final TicketNumbers numbers;
  private final ChangeStore store;
  private final LetterWriter letters;
  private final SentOnce once;
  private final HeardUntil heardUntil;
  private final OutboxRun outbox;
  private final InstantSource clock;

  TicketDesk(
      TransactionOperations<Connection> transactions,
      TicketLife life,
      Matters matters,
      Rows.Tickets tickets,
      Rows.Comments comments,
      Rows.Staff staff,
      Rows.Operators operators,
      TicketNumbers numbers,
      ChangeStore store,
      LetterWriter letters,
      SentOnce once,
      HeardUntil heardUntil,
      OutboxRun outbox,
      InstantSource clock) {
    this.transactions = transactions;
    this.life = life;
    this.matters = matters;
    this.tickets = tickets;
    this.comments = comments;
    this.staff = staff;
    this.operators = operators;
    this.numbers = numbers;
    this.store = store;
    this.letters = letters;
    this.once = once;
    this.heardUntil = heardUntil;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Does something to a ticket, with all that follows, or says why not.
   *
   * @param seenVersion the ticket's version that the asker saw; null for whatever it is
   */
  public Outcome<Ticket> perform(
      long ticketId, TicketAct act, Actor by, @Nullable Long seenVersion) {
    return perform(ticketId, act, by, seenVersion, "");
  }

  /**
   * The same, but once: the same act under the same key is not done again.
   *
   * @param key chosen by who asks; "" for none
   */
  public Outcome<Ticket> perform(
      long ticketId, TicketAct act, Actor by, @Nullable Long seenVersion, String key) {
    Optional<Refusal> unfit = ActLimits.unfit(act);
    if (unfit.isPresent()) {
      return new Outcome.Refused<>(unfit.get());
    }
    Outcome<Ticket> outcome;
    try {
      outcome =
          transactions.executeWrite(status -> {
            if (!key.isEmpty() && !once.isFirst(ticketId, act, by, key, clock.instant())) {
              return tickets
                  .findById(ticketId)
                  .<Outcome<Ticket>>map(Outcome.Done::new)
                  .orElseGet(() -> new Outcome.Refused<>(Refusal.notFound("ticket")));
            }
            Outcome<Ticket> came = performLocked(ticketId, act, by, seenVersion);
            if (came instanceof Outcome.Refused) {
              status.setRollbackOnly(); // a refused act may be tried again under its key
            }
            return came;
          });
    } catch (OptimisticLockException e) {
      return new Outcome.Refused<>(Refusal.changedMeanwhile());
    }
    outbox.wakeUp();
    return outcome;
  }

  /**
   * A ticket with all that its rules look at, as it stands now; nobody is kept from changing it.
   */
  public Optional<Matter> look(long ticketId) {
    return transactions.executeRead(status ->
        tickets
            .findById(ticketId)
            .flatMap(t -> Optional.ofNullable(matters.matters(List.of(t)).get(ticketId))));
  }

  /** Until when the solution could be planned for; empty when there is no such ticket. */
  public Optional<Latest> latestPlanned(long ticketId, TicketAct.Analyse act) {
    return look(ticketId).map(matter -> life.latestPlanned(matter, act, clock.instant()));
  }

  private Outcome<Ticket> performLocked(
      long ticketId, TicketAct act, Actor by, @Nullable Long seenVersion) {
    Instant now = clock.instant();
    var locked = new TreeSet<Long>();
    locked.add(ticketId);
    otherTicket(act).ifPresent(locked::add);
    var found = matters.lock(locked);
    Matter matter = found.get(ticketId);
    if (matter == null) {
      return new Outcome.Refused<>(Refusal.notFound("ticket"));
    }
    if (seenVersion != null && matter.ticket().version() != seenVersion) {
      return new Outcome.Refused<>(Refusal.changedMeanwhile());
    }
    Optional<Refusal> unfit = unfitOperator(act);
    if (unfit.isPresent()) {
      return new Outcome.Refused<>(unfit.get());
    }
    var changes = new Changes();
    Matter other =
        act instanceof TicketAct.Split split
            ? split(matter, split, now, changes)
            : otherTicket(act).map(found::get).orElse(null);
    return switch (life.perform(matter, act, other, by, now, heardUntil.instant())) {
      case Decided.Refused(Refusal refusal) -> new Outcome.Refused<>(refusal);
      case Decided.Allowed allowed -> {
        changes.addAll(allowed.changes());
        letters.write(changes, now);
        store.save(changes);
        yield new Outcome.Done<>(tickets.findById(ticketId).orElseThrow());
      }
    };
  }

  private static Optional<Long> otherTicket(TicketAct act) {
    return switch (act) {
      case TicketAct.Merge merge -> Optional.of(merge.intoTicketId());
      case TicketAct.Link link -> Optional.of(link.otherTicketId());
      default -> Optional.empty();
    };
  }

  /** Only somebody who works here can be responsible. */
  private Optional<Refusal> unfitOperator(TicketAct act) {
    Long operatorId =
        switch (act) {
          case TicketAct.Assign assign -> assign.operatorId();
          case TicketAct.Analyse analyse -> analyse.responsibleId();
          default -> null;
        };
    boolean works =
        operatorId == null || operators.findById(operatorId).filter(Operator::active).isPresent();
    return works
        ? Optional.empty()
        : Optional.of(Refusal.invalid("operator", "refusal.no-such-operator"));
  }

  /** The ticket that something said on another one becomes; null when nothing such was said. */
  private @Nullable Matter split(Matter from, TicketAct.Split split, Instant now, Changes changes) {
    Optional<Comment> said =
        comments.findById(split.commentId()).filter(c -> c.ticketId() == from.ticket().id());
    if (said.isEmpty()) {
      return null;
    }
    var request =
        new Request(
            staff.findById(from.ticket().requesterId()).orElseThrow(),
            from.ticket().channel(),
            split.subject(),
            said.get().text(),
            said.get().quoted(),
            said.get().writtenAt(),
            said.get().mailId(),
            List.of());
    Decided.Allowed registered = life.splitOff(request, from, numbers.next(1).getFirst(), now);
    changes.addAll(registered.changes());
    return registered.after();
  }
}
