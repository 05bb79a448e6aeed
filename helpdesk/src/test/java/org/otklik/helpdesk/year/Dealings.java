package org.otklik.helpdesk.year;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;

/**
 * What the people around one ticket do, one act after another, as it comes to their minds. Each
 * ticket has a random source of its own, so that it lives the same life whatever becomes of others.
 */
final class Dealings {
  private static final Duration DAY = Duration.ofDays(1);

  private final Office office;
  private final Cast cast;
  private final Year year;
  private final RandomGenerator random;
  private final Cast.Firm firm;
  private final Cast.Person client;
  private Cast.Colleague operator;
  private long ticketId;
  private Instant seen;
  private int turns;

  Dealings(Office office, Cast cast, Year year, RandomGenerator random) {
    this.office = office;
    this.cast = cast;
    this.year = year;
    this.random = random;
    this.firm = any(cast.firms);
    this.client = any(firm.people());
    this.operator = any(cast.colleagues.subList(3, cast.colleagues.size()));
    this.seen = Instant.EPOCH;
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  void begin(String subject) {
    goOn(office.register(firm, client, year.terms(firm), subject));
  }

  private void goOn(long begun) {
    ticketId = begun;
    year.isOf(firm, ticketId);
    seen = office.now();
    later(pause(operator.pace()));
  }

  /** The next thing that somebody does. */
  void turn() {
    if (office.log.cranks.contains(office.now())) {
      // The engine was here at this very instant, for another ticket: the log can't tell who was
      // first.
      year.at(office.now().plus(1, ChronoUnit.MICROS), this::turn);
      return;
    }
    if (turns++ > 60) {
      return;
    }
    Ticket ticket = office.ticket(ticketId);
    // Whether an answer or the engine comes first makes a difference: not then.
    if (chance(4) && ticket.state() != Ticket.State.AWAITING_CLARIFICATION) {
      office.whileCranking(() -> turn(ticket));
    } else {
      turn(ticket);
    }
    seen = office.now();
  }

  private void turn(Ticket ticket) {
    switch (ticket.state()) {
      case REGISTERED -> registered(ticket);
      case AWAITING_CLARIFICATION -> awaiting();
      case IN_PROGRESS -> inProgress(ticket);
      case SOLUTION_PROVIDED -> solved(ticket);
      case CLOSED -> closed(ticket);
    }
  }

  private void registered(Ticket ticket) {
    int dice = random.nextInt(100);
    if (dice < 55) {
      analyse(ticket);
      later(pause(operator.pace()));
    } else if (dice < 72) {
      ask();
    } else if (dice < 77) {
      does(new TicketAct.Answer("We have it."));
      later(pause(operator.pace()));
    } else if (dice < 80) {
      does(new TicketAct.Close(any(List.of(Ticket.Closing.values())), chance(80) ? "why" : ""));
      later(pause(client.pace()));
    } else {
      aside();
      later(pause(operator.pace()));
    }
  }

  private void ask() {
    if (chance(70)) {
      does(new TicketAct.AttemptCall(chance(30), "rang"));
    }
    does(new TicketAct.Ask("Which one?", chance(40) ? "no number known" : ""));
    later(pause(client.pace()));
  }

  private void analyse(Ticket ticket) {
    Kind kind = kind(ticket);
    does(
        new TicketAct.Analyse(
            chance(2) ? null : kind.category(),
            kind.priority(),
            chance(2),
            chance(90) ? operator.id() : null,
            kind.plannedAt(),
            kind.component(),
            kind.release(),
            chance(85),
            chance(50) ? "We have looked at it." : ""));
  }

  /** What somebody takes a ticket for. */
  private record Kind(
      Category category,
      Priority priority,
      @Nullable Instant plannedAt,
      @Nullable Long component,
      @Nullable Long release) {}

  private Kind kind(Ticket ticket) {
    Category category = any(List.of(Category.values()));
    Priority priority =
        any(
            chance(3)
                ? List.of(Priority.values())
                : category.priorities().stream().sorted().toList());
    Long component =
        ticket.componentId() != null && chance(80) ? ticket.componentId() : any(cast.components);
    var releases =
        year.planned().stream()
            .filter(r -> r.component() == component && (r.scheduled() || chance(5)))
            .map(Board.Release::id)
            .toList();
    Long release = releases.isEmpty() || chance(30) ? null : any(releases);
    return new Kind(category, priority, plannedAt(category, priority), component, release);
  }

  /** Mostly within what the agreement allows, often exactly its limit. */
  private @Nullable Instant plannedAt(Category category, Priority priority) {
    if (category == Category.IMPROVEMENT && priority.compareTo(Priority.NORMAL) < 0) {
      return null;
    }
    boolean bound = Terms.line(category, priority).resolution().isReleaseBound();
    if (bound) {
      return chance(80) ? null : office.now().plus(DAY);
    }
    Instant latest = year.latest(firm, category, priority);
    int dice = random.nextInt(100);
    if (dice < 40) {
      return latest;
    }
    if (dice < 44) {
      return latest.plus(1, ChronoUnit.MICROS);
    }
    long span = ChronoUnit.MICROS.between(office.now(), latest);
    return latest.minus(random.nextLong(Math.max(1, span)), ChronoUnit.MICROS);
  }

  private void awaiting() {
    int dice = random.nextInt(100);
    if (dice < (client.pace() == Cast.Pace.FORGETFUL ? 20 : 60)) {
      reply();
      later(pause(operator.pace()));
    } else if (dice < 70) {
      does(new TicketAct.Close(Ticket.Closing.UNANSWERED, ""));
      later(pause(client.pace()));
    } else if (dice < 76) {
      analyse(office.ticket(ticketId));
      later(pause(operator.pace()));
    } else if (dice < 84) {
      clientsNotice();
      later(pause(client.pace()));
    } else {
      aside();
      later(pause(client.pace()));
    }
  }

  /** What the client sent may have lain unread for a while, but not while somebody came by. */
  private @Nullable Instant arrived() {
    Instant crank = office.log.lastCrank();
    Instant floor = crank.isAfter(seen) ? crank : seen;
    if (chance(60) || !floor.isBefore(office.now())) {
      return null;
    }
    long span = ChronoUnit.MICROS.between(floor, office.now());
    return floor.plus(random.nextLong(span) + 1, ChronoUnit.MICROS);
  }

  private void reply() {
    Instant arrived = arrived();
    Instant at = arrived == null ? office.now() : arrived;
    long joined = office.reply(ticketId, firm, client, year.terms(firm), at);
    if (joined != ticketId) {
      goOn(joined);
    }
  }

  private void inProgress(Ticket ticket) {
    int dice = random.nextInt(100);
    if (dice < 45) {
      does(new TicketAct.ProvideSolution("Press the other button."));
      later(pause(client.pace()));
      return;
    }
    if (dice < 52) {
      does(new TicketAct.Plan(office.now().plus(random.nextInt(1, 120), ChronoUnit.HOURS)));
    } else if (dice < 59) {
      reclassify(ticket);
    } else if (dice < 64) {
      pauseAWhile();
      return;
    } else if (dice < 69) {
      var releases = List.copyOf(year.planned());
      if (!releases.isEmpty()) {
        does(new TicketAct.ChooseRelease(any(releases).id(), chance(80)));
      }
    } else if (dice < 74) {
      does(new TicketAct.Ask("And which version?", ""));
    } else {
      aside();
    }
    later(pause(operator.pace()));
  }

  private void reclassify(Ticket ticket) {
    Kind kind = kind(ticket);
    Instant planned = kind.plannedAt();
    does(
        new TicketAct.Reclassify(
            kind.category(),
            kind.priority(),
            false,
            planned == null && chance(90) ? office.now().plus(Duration.ofHours(5)) : planned,
            kind.component(),
            kind.release(),
            chance(85),
            "turned out so"));
  }

  private void pauseAWhile() {
    does(new TicketAct.Pause("the balance is negative"));
    year.at(
        office.now().plus(random.nextLong(60, 60 * 24 * 6), ChronoUnit.MINUTES),
        () -> {
          does(new TicketAct.Resume());
          seen = office.now();
          later(pause(operator.pace()));
        });
  }

  private void solved(Ticket ticket) {
    int dice = random.nextInt(100);
    if (dice < (client.pace() == Cast.Pace.FORGETFUL ? 20 : 45)) {
      clientDoes(new TicketAct.Accept(chance(3) ? office.now().plusSeconds(60) : arrived()));
    } else if (dice < 65) {
      clientDoes(new TicketAct.Remark("It still beeps.", arrived()));
      later(pause(operator.pace()));
      return;
    } else if (dice < 74) {
      clientsNotice();
    } else if (dice < 78) {
      reclassify(ticket);
    } else if (dice < 82) {
      does(new TicketAct.LiftBestEffort("they had reasons"));
    } else {
      aside();
    }
    later(pause(client.pace()));
  }

  private void closed(Ticket ticket) {
    int dice = random.nextInt(100);
    if (dice < 12) {
      reply();
      later(pause(operator.pace()));
    } else if (dice < 18) {
      does(new TicketAct.Reopen("it came back"));
      later(pause(operator.pace()));
    } else if (dice < 26) {
      does(any(List.of(new TicketAct.Resume(), new TicketAct.ProvideSolution("again"))));
    } else if (dice < 50 && ticket.closedAt() != null) {
      later(Duration.ofHours(random.nextInt(24, 24 * 20)));
    }
  }

  /** What anybody may do in between. */
  private void aside() {
    switch (random.nextInt(10)) {
      case 0 -> {
        operator = any(cast.colleagues);
        does(new TicketAct.Assign(chance(10) ? null : operator.id()));
      }
      case 1 -> does(new TicketAct.Note("a hard one"));
      case 2 ->
          does(
              new TicketAct.PromiseFeedback(
                  office.now().plus(random.nextInt(-60, 60 * 24 * 5), ChronoUnit.MINUTES),
                  "Anna, 5 55"));
      case 3 -> does(new TicketAct.GiveFeedback("rang back"));
      case 4, 5 -> providersNotice();
      case 6 -> explain();
      case 7 -> year.another(firm, ticketId, random).ifPresent(this::mergeOrLink);
      case 8 -> reply();
      default -> does(new TicketAct.Accept(null));
    }
  }

  private void mergeOrLink(long other) {
    does(chance(30) ? new TicketAct.Merge(other) : new TicketAct.Link(other));
  }

  private void explain() {
    var deadlines = office.deadlines(ticketId);
    int target = random.nextInt(deadlines.size());
    does(new TicketAct.ExplainBreach(deadlines.get(target).id(), "a storm", chance(50)), target);
  }

  private void providersNotice() {
    notice(Deadline.Owner.PROVIDER, operator.actor(), client.actor());
  }

  private void clientsNotice() {
    notice(Deadline.Owner.CLIENT, client.actor(), operator.actor());
  }

  /** Of what runs; the other side may agree to a later date. */
  private void notice(Deadline.Owner owner, Actor by, Actor other) {
    var deadlines = office.deadlines(ticketId);
    var fit =
        IntStream.range(0, deadlines.size())
            .filter(i -> deadlines.get(i).owner() == owner && deadlines.get(i).isOwed())
            .boxed()
            .toList();
    int target = fit.isEmpty() ? random.nextInt(deadlines.size()) : any(fit);
    Deadline deadline = deadlines.get(target);
    office.act(
        ticketId,
        by,
        new TicketAct.GiveNotice(
            deadline.id(), "it takes longer", owner == Deadline.Owner.CLIENT ? arrived() : null),
        target);
    boolean ours = deadline.kind().name().equals("PLANNED_DATE");
    if (!ours && chance(50)) {
      Instant from = deadline.due().filter(office.now()::isBefore).orElse(office.now());
      Instant later = from.plus(random.nextInt(-60, 60 * 24 * 6), ChronoUnit.MINUTES);
      office.act(ticketId, other, new TicketAct.Consent(deadline.id(), later), target);
    }
  }

  private void does(TicketAct act) {
    does(act, -1);
  }

  private void does(TicketAct act, int target) {
    var _ = office.act(ticketId, operator.actor(), act, target);
  }

  private void clientDoes(TicketAct act) {
    var _ = office.act(ticketId, client.actor(), act);
  }

  private void later(Duration pause) {
    Instant next = office.now().plus(pause).plus(random.nextLong(60_000_000), ChronoUnit.MICROS);
    if (chance(8)) {
      next = atAnEdge().orElse(next);
    }
    year.at(next, this::turn);
  }

  /** At the very instant at which something of it is due or to be told, or right after. */
  private Optional<Instant> atAnEdge() {
    var edges = new ArrayList<Instant>();
    for (Deadline deadline : office.deadlines(ticketId)) {
      deadline.due().ifPresent(edges::add);
      Optional.ofNullable(deadline.noticeAt()).ifPresent(edges::add);
    }
    edges.removeIf(edge -> !edge.isAfter(office.now()));
    return edges.isEmpty()
        ? Optional.empty()
        : Optional.of(any(edges).plus(random.nextInt(-1, 2), ChronoUnit.MICROS));
  }

  private Duration pause(Cast.Pace pace) {
    long minutes =
        switch (pace) {
          case QUICK -> random.nextLong(1, 6 * 60);
          case SLOW -> random.nextLong(60, 3 * 24 * 60);
          case FORGETFUL -> random.nextLong(12 * 60, (chance(10) ? 40L : 9L) * 24 * 60);
        };
    return Duration.ofMinutes(minutes);
  }
}
