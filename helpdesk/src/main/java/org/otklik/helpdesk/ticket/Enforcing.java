package org.otklik.helpdesk.ticket;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Outcome;
import org.otklik.helpdesk.deadline.Deadline.Owner;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.plan.PlanTerms.Escalatee;
import org.otklik.helpdesk.plan.PlanTerms.Escalation;
import org.otklik.helpdesk.plan.PlanTerms.Unanswered;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/**
 * What time does to a ticket: warnings at the notice point, breaches at the due time, escalation
 * while nothing is done. Everything is recorded at its own instant, whenever somebody comes by.
 */
final class Enforcing {
  private static final Duration UNTIL_MAILBOXES_ARE_READ = Duration.ofSeconds(30);

  private Enforcing() {}

  /**
   * Takes every step that the time has come for, in the order of their instants: what one does to
   * the ticket, the next finds done.
   *
   * @param until only steps before it are taken, and only those before now
   */
  static void wake(Work work, Instant until, Instant mailReadUntil) {
    work.byProgram(() -> {
      Optional<Deadline> next = next(work, until);
      while (next.isPresent()) {
        step(work, next.get(), mailReadUntil);
        next = next(work, until);
      }
    });
  }

  private static Optional<Deadline> next(Work work, Instant until) {
    return work.deadlines().stream()
        .filter(d -> d.wakeAt().isBefore(until) && d.wakeAt().isBefore(work.now))
        .min(Comparator.comparing(Deadline::wakeAt).thenComparingLong(Deadline::id));
  }

  private static void step(Work work, Deadline deadline, Instant mailReadUntil) {
    Instant due = deadline.dueAt();
    if (due == null) {
      remind(work, deadline);
    } else if (deadline.step() == Deadline.BEFORE_NOTICE) {
      warn(work, deadline, due);
    } else if (deadline.step() == Deadline.WARNED) {
      pass(work, deadline, due, mailReadUntil);
    } else {
      escalate(work, deadline, due);
    }
  }

  /** Without a term the client is reminded now and then. */
  private static void remind(Work work, Deadline deadline) {
    Instant at = deadline.wakeAt();
    record(work, at, Act.REMINDED, deadline);
    work.tell(Event.ACCEPTANCE_REMINDER, Audience.REQUESTER, deadline, "");
    Instant next = at;
    do {
      next = next.plus(work.agreement.plan().terms().reminderDays(), ChronoUnit.DAYS);
    } while (next.isBefore(work.now)); // what an outage swallowed isn't sent all at once
    Instant wake = next;
    work.change(deadline, d -> d.wakingAt(wake));
  }

  private static void warn(Work work, Deadline deadline, Instant due) {
    record(work, deadline.wakeAt(), Act.DEADLINE_WARNED, deadline);
    Deadline warned = work.change(deadline, d -> d.stepped(due));
    if (deadline.owner() == Owner.PROVIDER) {
      work.tell(Event.WARNING, Audience.RESPONSIBLE, warned, "");
    } else {
      work.tell(Event.CLIENT_WARNING, Audience.REQUESTER, warned, "");
    }
  }

  private static void pass(Work work, Deadline deadline, Instant due, Instant mailReadUntil) {
    if (deadline.kind() == DeadlineKind.PLANNED_DATE) {
      record(work, due, Act.PLANNED_DATE_MISSED, deadline);
      Deadline missed = work.change(deadline, d -> d.breached(Deadline.NEVER));
      work.tell(Event.PLANNED_DATE_MISSED, Audience.RESPONSIBLE, missed, "");
    } else if (deadline.releaseId() != null) {
      // Only shipping without the solution breaks such a term.
      record(work, due, Act.RELEASE_OVERDUE, deadline);
      work.change(deadline, Deadline::overdue);
      work.tell(Event.RELEASE_OVERDUE, Audience.SUPERVISORS, deadline, "");
    } else if (deadline.owner() == Owner.PROVIDER) {
      providerBreach(work, deadline, due);
    } else if (mailReadUntil.isAfter(due)) {
      clientBreach(work, deadline, due);
    } else {
      // What the client sent in time may still lie unread.
      work.change(deadline, d -> d.wakingAt(work.now.plus(UNTIL_MAILBOXES_ARE_READ)));
    }
  }

  private static void providerBreach(Work work, Deadline deadline, Instant due) {
    record(work, due, Act.DEADLINE_BREACHED, deadline);
    Instant next = deadline.bestEffort() ? Deadline.NEVER : escalationAt(work, due, 0);
    Deadline breached = work.change(deadline, d -> d.breached(next));
    work.tell(Event.BREACH, Audience.RESPONSIBLE, breached, "");
    if (!deadline.bestEffort()) {
      work.tell(Event.BREACH, Audience.SUPERVISORS, breached, "");
    }
  }

  /** A release was shipped without the solution that was owed with it. */
  static void breachByShipping(Work work, Deadline deadline, Instant shippedAt) {
    Instant next = deadline.bestEffort() ? Deadline.NEVER : escalationAt(work, shippedAt, 0);
    Deadline breached = work.change(deadline, d -> d.breachedByShipping(shippedAt, next));
    record(work, shippedAt, Act.DEADLINE_BREACHED, breached);
    work.tell(Event.BREACH, Audience.RESPONSIBLE, breached, "");
    if (!deadline.bestEffort()) {
      work.tell(Event.BREACH, Audience.SUPERVISORS, breached, "");
    }
  }

  private static void escalate(Work work, Deadline deadline, Instant due) {
    int index = deadline.step() - Deadline.PASSED;
    Escalation step = work.agreement.plan().terms().escalation().get(index);
    record(work, deadline.wakeAt(), Act.DEADLINE_ESCALATED, deadline);
    Instant next = escalationAt(work, due, index + 1);
    Deadline escalated = work.change(deadline, d -> d.stepped(next));
    work.tell(
        Event.ESCALATION,
        step.to() == Escalatee.SUPERVISOR ? Audience.SUPERVISORS : Audience.MANAGER,
        escalated,
        "");
  }

  private static Instant escalationAt(Work work, Instant due, int index) {
    List<Escalation> steps = work.agreement.plan().terms().escalation();
    return index >= steps.size()
        ? Deadline.NEVER
        : work.agreement
            .calendar()
            .due(due, steps.get(index).after(), Convention.WORKING)
            .at()
            .truncatedTo(ChronoUnit.MICROS);
  }

  private static void clientBreach(Work work, Deadline deadline, Instant due) {
    Deadline breached = clientBroke(work, deadline, due);
    if (deadline.kind() != DeadlineKind.CLARIFICATION) {
      work.tell(Event.CLIENT_BREACH, Audience.REQUESTER, breached, "");
      work.tell(Event.CLIENT_PASSED, Audience.RESPONSIBLE, breached, "");
    } else if (work.agreement.plan().terms().unanswered() == Unanswered.CLOSE) {
      Ending.close(work, Ticket.Closing.UNANSWERED, "");
    } else {
      work.change(d -> d.closingProposed = true);
      record(work, due, Act.CLOSING_PROPOSED, breached);
      work.tell(Event.CLIENT_BREACH, Audience.REQUESTER, breached, "");
      work.tell(Event.CLOSING_PROPOSED, Audience.RESPONSIBLE, breached, "");
    }
  }

  /** The client let a term pass; unless they had said why, the provider's later terms soften. */
  private static Deadline clientBroke(Work work, Deadline deadline, Instant due) {
    record(work, due, Act.DEADLINE_BREACHED, deadline);
    Deadline breached = work.change(deadline, d -> d.breached(Deadline.NEVER));
    if (breached.isBrokenInSilence() && !work.ticket().bestEffort()) {
      work.record(due, Actor.PROGRAM, Act.BEST_EFFORT_BEGUN, null, null, null);
      work.change(d -> d.bestEffort = true);
    }
    return breached;
  }

  /**
   * The client did what they owed. By its arrival it is in time or not, whatever was recorded or
   * done since: a breach may be withdrawn, or still have to be recorded.
   */
  static void clientDid(Work work, DeadlineKind kind, Instant arrived) {
    for (Deadline deadline : work.deadlines()) {
      if (deadline.kind() == kind) {
        Instant due = deadline.dueAt();
        if (due != null && deadline.isOpen() && deadline.isPastDue(arrived)) {
          Deadline breached = clientBroke(work, deadline, due);
          work.tell(Event.CLIENT_PASSED, Audience.RESPONSIBLE, breached, "");
        } else if (deadline.outcome() == Outcome.BREACHED && deadline.wouldBeMetBy(arrived)) {
          work.change(deadline, d -> d.fulfilled(arrived));
          work.record(
              arrived, work.actor, Act.BREACH_WITHDRAWN, null, Work.named(deadline, arrived), null);
          forgiveWhatWasInTime(work);
        }
      }
    }
    work.fulfil(kind, arrived);
  }

  /** What the client sent in time was no breach, even if it became known late. */
  static void forgiveWhatWasInTime(Work work) {
    boolean broken =
        work.deadlines().stream().anyMatch(d -> d.owner() == Owner.CLIENT && d.isBrokenInSilence());
    if (work.ticket().bestEffort() && !broken) {
      work.record(Act.BEST_EFFORT_LIFTED, null, null);
      countAgain(work);
    }
  }

  /** The provider's terms count again. */
  static void countAgain(Work work) {
    work.change(d -> d.bestEffort = false);
    for (Deadline deadline : work.deadlines()) {
      if (deadline.bestEffort() && deadline.isOpen()) {
        work.change(deadline, d -> d.atBestEffort(false));
      }
    }
  }

  private static void record(Work work, Instant at, Act act, Deadline deadline) {
    work.record(at, Actor.PROGRAM, act, null, Work.named(deadline, deadline.dueAt()), null);
  }
}
