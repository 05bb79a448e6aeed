package org.otklik.helpdesk.year;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.year.Owed.Timing;
import org.otklik.helpdesk.year.Terms.Length;
import org.otklik.helpdesk.year.Terms.Rule;

/**
 * What must have come of one ticket: what time brings. What people do to it stands in {@link
 * RetoldActs}.
 */
class Retelling {
  final Cast cast;
  final Cast.Firm firm;
  final Cast.Person requester;
  final Terms terms;
  final TermClock clock;
  final List<Owed> owed = new ArrayList<>();

  /** What the ticket's history must say besides, where it bears on terms: act and instant. */
  final List<String> story = new ArrayList<>();

  /** How many letters of which purpose to whom. */
  final Map<String, Integer> letters = new TreeMap<>();

  String state = "REGISTERED";
  @Nullable Long responsible;
  @Nullable Instant planned;
  @Nullable Instant closedAt;
  @Nullable String closedBecause;
  boolean bestEffort;
  boolean closingProposed;
  Instant now;
  private final NavigableSet<Instant> cranks;

  Retelling(Cast cast, YearLog.Registered begun, Instant at, TermClock clock, YearLog log) {
    this.cast = cast;
    this.firm = begun.firm();
    this.requester = begun.requester();
    this.terms = begun.terms();
    this.clock = clock;
    this.cranks = log.cranks;
    this.responsible = firm.managerId();
    this.now = at;
  }

  /** All that time has brought when somebody does something to the ticket. */
  final void until(Instant instant) {
    engineUntil(instant);
    look(instant, true);
  }

  /**
   * What the engine has done when it came by before. It matters little when that was: only
   * reminders are left out while it doesn't come, and what is unanswered closes when it does.
   */
  final void engineUntil(Instant instant) {
    Instant crank = nextCrank();
    while (crank != null && crank.isBefore(instant)) {
      now = crank;
      look(crank, true);
      crank = nextCrank();
    }
    now = instant;
  }

  /** The first that finds something; what is set for a time gone by waits for the next, too. */
  private @Nullable Instant nextCrank() {
    Instant wake = next(true).wake;
    return wake.isBefore(now) ? cranks.ceiling(now) : cranks.higher(wake);
  }

  /**
   * All that has come before an instant.
   *
   * @param clients whether the client's terms pass as well: not while they may have been heard
   */
  final void look(Instant before, boolean clients) {
    while (next(clients).wake.isBefore(before)) {
      step(next(clients));
    }
  }

  private Owed next(boolean clients) {
    return owed.stream()
        .filter(o -> clients || !(o.isClients() && o.step == 1))
        .min(Comparator.comparing((Owed o) -> o.wake))
        .orElseGet(() -> new Owed("", Rule.DATE, now));
  }

  private void step(Owed o) {
    Instant due = o.due;
    if (due == null) {
      remind(o);
    } else if (o.step == 0) {
      o.tell("DEADLINE_WARNED", o.wake);
      o.step = 1;
      o.wake = due;
      if (o.isClients()) {
        toRequester("NOTICE");
      } else {
        toResponsible("ALERT");
      }
    } else if (o.step == 1) {
      pass(o, due);
    } else {
      o.tell("DEADLINE_ESCALATED", o.wake);
      if (o.step == 2) {
        toSupervisors("BREACH");
      } else {
        toManager();
      }
      o.step++;
      o.wake = escalation(due, o.step - 2);
    }
  }

  private void remind(Owed o) {
    o.tell("REMINDED", o.wake);
    toRequester("NOTICE");
    do {
      o.wake = o.wake.plus(Duration.ofDays(terms.reminderDays()));
    } while (o.wake.isBefore(now));
  }

  private void pass(Owed o, Instant due) {
    if (o.kind.equals("PLANNED_DATE")) {
      o.tell("PLANNED_DATE_MISSED", due);
      o.outcome = "BREACHED";
      o.step = 2;
      o.wake = Owed.NEVER;
      toResponsible("ALERT");
    } else if (o.release != null) {
      o.tell("RELEASE_OVERDUE", due);
      o.wake = Owed.NEVER;
      toSupervisors("ALERT");
    } else if (o.isClients()) {
      clientBreach(o, due);
    } else {
      breach(o, due);
    }
  }

  final void breach(Owed o, Instant at) {
    o.tell("DEADLINE_BREACHED", at);
    o.outcome = "BREACHED";
    o.step = 2;
    o.wake = o.bestEffort ? Owed.NEVER : escalation(at, 0);
    var told = new TreeSet<>(responsible());
    if (!o.bestEffort) {
      told.addAll(cast.emails(OperatorRole.SUPERVISOR));
    }
    told.forEach(email -> letter("BREACH", email));
  }

  private Instant escalation(Instant due, int step) {
    List<Length> steps = terms.escalation();
    return step < steps.size()
        ? clock.calendar.forward(due, clock.calendar.micros(steps.get(step)))
        : Owed.NEVER;
  }

  final void clientBroke(Owed o, Instant due) {
    o.tell("DEADLINE_BREACHED", due);
    o.outcome = "BREACHED";
    o.step = 2;
    o.wake = Owed.NEVER;
    Instant said = o.noticedAt;
    o.silentlyBroken = said == null || said.isAfter(due);
    if (o.silentlyBroken && !bestEffort) {
      bestEffort = true;
      story.add("BEST_EFFORT_BEGUN " + due);
    }
  }

  private void clientBreach(Owed o, Instant due) {
    clientBroke(o, due);
    if (!o.kind.equals("CLARIFICATION")) {
      toRequester("NOTICE");
      toResponsible("ALERT");
    } else if (terms.closes()) {
      close("UNANSWERED");
    } else {
      closingProposed = true;
      o.tell("CLOSING_PROPOSED", due);
      toRequester("NOTICE");
      toResponsible("ALERT");
    }
  }

  final void close(String because) {
    owed.stream().filter(Owed::isOwed).toList().forEach(this::waive);
    closedAt = now;
    closedBecause = because;
    closingProposed = false;
    story.add("CLOSED " + now);
    enter("CLOSED");
    toRequester("NOTICE");
  }

  final void enter(String other) {
    if (!state.equals(other)) {
      story.add("STATE_CHANGED " + now);
      state = other;
    }
  }

  final Owed start(String kind, Rule rule, Instant from) {
    Owed o = new Owed(kind, rule, from);
    return start(o, clock.by(o, rule));
  }

  final Owed startAt(String kind, Instant due, Instant from) {
    Owed o = new Owed(kind, Rule.DATE, from);
    return start(o, clock.dated(o, due, false));
  }

  private Owed start(Owed o, Timing timing) {
    o.retime(timing);
    o.wake = timing.first();
    o.bestEffort = bestEffort && !o.isClients();
    o.tell("DEADLINE_SET", now);
    owed.add(o);
    return o;
  }

  final Optional<Owed> owed(String kind) {
    return owed.stream()
        .filter(o -> o.kind.equals(kind) && o.isOwed())
        .reduce((earlier, later) -> later);
  }

  final void waive(Owed o) {
    o.tell("DEADLINE_WAIVED", now);
    if (o.isOpen()) {
      o.end("WAIVED");
    } else {
      o.fulfilled = now;
      o.wake = Owed.NEVER;
    }
  }

  final void toRequester(String purpose) {
    letter(purpose, requester.email());
  }

  /** Whoever is responsible; while nobody is, everybody. */
  final void toResponsible(String purpose) {
    responsible().forEach(email -> letter(purpose, email));
  }

  private List<String> responsible() {
    return cast.email(responsible)
        .map(List::of)
        .orElseGet(() -> cast.colleagues.stream().map(Cast.Colleague::email).toList());
  }

  final void toSupervisors(String purpose) {
    cast.emails(OperatorRole.SUPERVISOR).forEach(email -> letter(purpose, email));
  }

  private void toManager() {
    cast.email(firm.managerId())
        .ifPresentOrElse(email -> letter("BREACH", email), () -> toSupervisors("BREACH"));
  }

  private void letter(String purpose, String to) {
    letters.merge(purpose + " " + to, 1, Integer::sum);
  }
}
