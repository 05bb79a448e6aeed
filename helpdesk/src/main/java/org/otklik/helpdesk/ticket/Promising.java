package org.otklik.helpdesk.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Outcome;
import org.otklik.helpdesk.deadline.Deadline.Owner;
import org.otklik.helpdesk.deadline.Deadline.Timing;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** What the sides say about terms: notices, consents, promises, pauses, causes of breaches. */
final class Promising {
  private Promising() {}

  /** A notice alone moves nothing; whether it came in time stays with the deadline. */
  static Optional<Refusal> giveNotice(Work work, TicketAct.GiveNotice act) {
    Instant arrived = Solving.arrived(work, act.arrivedAt());
    Optional<Deadline> owed = work.deadline(act.deadlineId()).filter(Deadline::isOwed);
    if (owed.isEmpty()) {
      return Optional.of(Refusal.invalid("deadline", "refusal.deadline.not-owed"));
    }
    Deadline deadline = owed.get();
    if (act.reason().isBlank()) {
      return Optional.of(Refusal.invalid("reason", "refusal.notice.say-why"));
    }
    return Solving.unfitArrival(work, arrived, deadline.startedAt())
        .or(() -> {
          Comment said = work.say(Comment.Kind.NOTICE, act.reason());
          Deadline noticed = work.change(deadline, d -> d.noticed(arrived));
          work.record(
              arrived,
              work.actor,
              Act.NOTICE_GIVEN,
              null,
              Work.named(noticed, null) + " " + noticed.noticed(),
              said);
          boolean broken = deadline.outcome() == Outcome.BREACHED;
          if (deadline.owner() == Owner.CLIENT && broken && !deadline.isPastDue(arrived)) {
            Enforcing.forgiveWhatWasInTime(work);
          }
          work.tell(Event.NOTICE, otherSide(deadline), noticed, act.reason());
          return Optional.empty();
        });
  }

  /** The other side's consent moves a term that still runs; a breach stands. */
  static Optional<Refusal> consent(Work work, TicketAct.Consent act) {
    Optional<Deadline> found = work.deadline(act.deadlineId());
    if (found.isEmpty() || !found.get().isOpen() || found.get().isPastDue(work.now)) {
      return Optional.of(Refusal.invalid("deadline", "refusal.deadline.not-running"));
    }
    Deadline deadline = found.get();
    if (deadline.owner() == Owner.CLIENT && work.actor.kind() == Actor.Kind.STAFF) {
      return Optional.of(Refusal.invalid("deadline", "refusal.consent.own-term"));
    }
    if (!act.newDueAt().isAfter(work.now)) {
      return Optional.of(Refusal.invalid("newDueAt", "refusal.date.past"));
    }
    Instant due = deadline.dueAt();
    if (due != null && !act.newDueAt().isAfter(due)) {
      return Optional.of(Refusal.invalid("newDueAt", "refusal.date.not-later", due));
    }
    work.change(deadline, d -> d.ended(Outcome.MOVED));
    work.record(Act.DEADLINE_MOVED, Work.named(deadline, due), act.newDueAt());
    Deadline moved = work.startAt(deadline.kind(), act.newDueAt(), deadline.startedAt());
    work.tell(Event.MOVED, Audience.REQUESTER, moved, "");
    work.tell(Event.MOVED, Audience.RESPONSIBLE, moved, "");
    return Optional.empty();
  }

  private static Audience otherSide(Deadline deadline) {
    return deadline.owner() == Owner.PROVIDER ? Audience.REQUESTER : Audience.RESPONSIBLE;
  }

  /** A date for calling back, no further ahead than the plan allows, nor than one that runs. */
  static Optional<Refusal> promiseFeedback(Work work, TicketAct.PromiseFeedback act) {
    if (!act.dueAt().isAfter(work.now)) {
      return Optional.of(Refusal.invalid("dueAt", "refusal.date.past"));
    }
    var plan = work.agreement.plan().terms();
    Instant latest =
        work.owed(DeadlineKind.FEEDBACK)
            .filter(Deadline::isOpen)
            .flatMap(Deadline::due)
            .orElseGet(() ->
                work.agreement.calendar().due(work.now, plan.feedback(), plan.providerDays()).at());
    if (act.dueAt().isAfter(latest)) {
      return Optional.of(Refusal.invalid("dueAt", "refusal.date.too-late", latest));
    }
    work.waive(DeadlineKind.FEEDBACK);
    work.record(Act.FEEDBACK_PROMISED, work.say(Comment.Kind.CALL, act.contact()));
    work.startAt(DeadlineKind.FEEDBACK, act.dueAt(), work.now);
    return Optional.empty();
  }

  static Optional<Refusal> giveFeedback(Work work, TicketAct.GiveFeedback act) {
    if (work.owed(DeadlineKind.FEEDBACK).isEmpty()) {
      return Optional.of(Refusal.invalid("", "refusal.feedback.not-owed"));
    }
    work.record(Act.FEEDBACK_GIVEN, work.say(Comment.Kind.CALL, act.text()));
    work.fulfil(DeadlineKind.FEEDBACK, work.now);
    return Optional.empty();
  }

  /** The provider's terms stand still. */
  static Optional<Refusal> pause(Work work, TicketAct.Pause act) {
    var running =
        work.deadlines().stream()
            .filter(d -> d.owner() == Owner.PROVIDER && d.isOpen() && d.pausedAt() == null)
            .filter(d -> !d.isPastDue(work.now))
            .toList();
    if (running.isEmpty()) {
      return Optional.of(Refusal.invalid("", "refusal.pause.nothing-runs"));
    }
    Comment said = work.say(Comment.Kind.NOTE, act.reason());
    for (Deadline deadline : running) {
      work.change(deadline, d -> d.paused(work.now));
      work.record(
          work.now,
          work.actor,
          Act.DEADLINE_PAUSED,
          null,
          Work.named(deadline, deadline.dueAt()),
          said);
    }
    return Optional.empty();
  }

  /** The working time that was left runs from now; a release's day is what it is. */
  static Optional<Refusal> resume(Work work) {
    var paused = work.deadlines().stream().filter(d -> d.isOpen() && d.pausedAt() != null).toList();
    if (paused.isEmpty()) {
      return Optional.of(Refusal.invalid("", "refusal.resume.nothing-paused"));
    }
    for (Deadline deadline : paused) {
      Deadline resumed = resumed(work, deadline);
      work.record(
          Act.DEADLINE_RESUMED,
          Work.named(deadline, deadline.dueAt()),
          Work.named(resumed, resumed.dueAt()));
    }
    return Optional.empty();
  }

  private static Deadline resumed(Work work, Deadline deadline) {
    Instant due = deadline.dueAt();
    Instant since = deadline.pausedAt();
    if (due == null || since == null || deadline.releaseId() != null || due.isBefore(since)) {
      Timing again =
          work.timings
              .again(deadline, work.ticket())
              .orElse(new Timing(deadline.noticeAt(), due, false, deadline.releaseId(), null));
      return work.change(deadline, d -> d.resumed(work.now, null, again));
    }
    Duration left = work.agreement.calendar().workingTimeBetween(since, due);
    Timing timing = work.timings.remaining(left, deadline.kind(), work.ticket(), work.now);
    return work.change(deadline, d -> d.resumed(work.now, left, timing));
  }

  static Optional<Refusal> explainBreach(Work work, TicketAct.ExplainBreach act) {
    Optional<Deadline> breached =
        work.deadline(act.deadlineId()).filter(d -> d.outcome() == Outcome.BREACHED);
    if (breached.isEmpty()) {
      return Optional.of(Refusal.invalid("deadline", "refusal.deadline.not-breached"));
    }
    work.change(breached.get(), d -> d.explained(act.cause(), act.excused()));
    work.record(
        work.now,
        work.actor,
        Act.BREACH_EXPLAINED,
        null,
        Work.named(breached.get(), null) + (act.excused() ? " excused" : ""),
        work.say(Comment.Kind.NOTE, act.cause()));
    return Optional.empty();
  }

  static Optional<Refusal> liftBestEffort(Work work, TicketAct.LiftBestEffort act) {
    if (!work.ticket().bestEffort()) {
      return Optional.of(Refusal.invalid("", "refusal.best-effort.is-not"));
    }
    Comment said = work.say(Comment.Kind.NOTE, act.reason());
    work.record(work.now, work.actor, Act.BEST_EFFORT_LIFTED, null, null, said);
    Enforcing.countAgain(work);
    return Optional.empty();
  }
}
