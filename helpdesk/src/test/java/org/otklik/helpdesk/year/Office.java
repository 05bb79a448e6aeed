package org.otklik.helpdesk.year;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.desk.DeadlineRun;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RequestDesk;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;

/** Where everything is done: through the program's own desks, each with a line in the log. */
final class Office {
  private final RunningProgram program;
  private final TicketDesk desk;
  private final RequestDesk requests;
  private final DeadlineRun engine;
  private final Rows.Deadlines deadlines;
  private final Rows.Tickets tickets;
  final YearLog log;

  Office(RunningProgram program, YearLog log) {
    this.program = program;
    this.log = log;
    this.desk = program.get(TicketDesk.class);
    this.requests = program.get(RequestDesk.class);
    this.engine = program.get(DeadlineRun.class);
    this.deadlines = program.get(Rows.Deadlines.class);
    this.tickets = program.get(Rows.Tickets.class);
  }

  Instant now() {
    return program.clock().instant();
  }

  void setClock(Instant now) {
    program.clock().set(now);
  }

  long register(Cast.Firm firm, Cast.Person from, Terms terms, String subject) {
    Ticket ticket = Cast.done(requests.register(said(from, subject, now())));
    log.add(ticket.id(), now(), new YearLog.Registered(firm, from, terms));
    return ticket.id();
  }

  /** The ticket that the reply came to: a new one when this is closed for too long. */
  long reply(long ticketId, Cast.Firm firm, Cast.Person from, Terms terms, Instant arrived) {
    long joined = Cast.done(requests.reply(ticketId, said(from, "", arrived))).id();
    log.add(
        joined,
        now(),
        joined == ticketId
            ? new YearLog.Replied(arrived)
            : new YearLog.Registered(firm, from, terms));
    return joined;
  }

  private static RequestDesk.Said said(Cast.Person from, String subject, Instant arrived) {
    return new RequestDesk.Said(from.id(), Ticket.Channel.API, subject, "It beeps.", arrived);
  }

  /** Why it was refused; nothing when it is done. */
  Optional<Refusal> act(long ticketId, Actor by, TicketAct act, int target) {
    long actor = Optional.ofNullable(by.id()).orElseThrow();
    Outcome<Ticket> outcome = desk.perform(ticketId, act, by, null);
    Optional<Refusal> refusal =
        outcome instanceof Outcome.Refused<Ticket>(Refusal why)
            ? Optional.of(why)
            : Optional.empty();
    log.add(
        ticketId,
        now(),
        new YearLog.Did(actor, act, target, refusal.map(Refusal::key).orElse(null)));
    return refusal;
  }

  Optional<Refusal> act(long ticketId, Actor by, TicketAct act) {
    return act(ticketId, by, act, -1);
  }

  /** The engine comes by, or several at once. */
  void crank(int engines) {
    log.crank(now());
    if (engines == 1) {
      engine.crank();
    } else {
      together(() -> engine.crank(), () -> engine.crank());
    }
  }

  /** While something is done, the engine comes by. */
  void whileCranking(Runnable what) {
    log.crank(now());
    together(what, () -> engine.crank());
    engine.crank(); // what the other one had locked was skipped
  }

  private static void together(Runnable first, Runnable second) {
    Thread other = Thread.ofVirtual().unstarted(second);
    var failure = new AtomicReference<@Nullable Throwable>();
    other.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
    other.start();
    first.run();
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(failed);
    }
  }

  Ticket ticket(long id) {
    return tickets.findById(id).orElseThrow();
  }

  List<Deadline> deadlines(long ticketId) {
    return deadlines.findBySubjectIdOrderById(ticketId);
  }
}
