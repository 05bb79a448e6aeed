package org.otklik.helpdesk.ticket;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.calendar.Due;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Owner;
import org.otklik.helpdesk.deadline.Deadline.Timing;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.plan.MatrixLine;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.release.Release;

/** When things are due under an agreement. All instants are truncated to microseconds. */
final class Timings {
  private final Agreement agreement;
  private final ReleaseBoard releases;

  Timings(Agreement agreement, ReleaseBoard releases) {
    this.agreement = agreement;
    this.releases = releases;
  }

  private PlanTerms plan() {
    return agreement.plan().terms();
  }

  /** By a plan's rule, from a start. */
  Timing by(TermRule rule, DeadlineKind kind, Ticket ticket, Instant start) {
    return switch (rule) {
      case TermRule.Within(Term term) -> within(term, kind, ticket, start);
      case TermRule.NextRelease _, TermRule.ChosenRelease _ ->
          releases
              .bound(rule, ticket.componentId(), ticket.releaseId())
              .map(release -> bound(release, kind, ticket, start))
              .orElse(new Timing(null, null, false, null, null));
      case TermRule.Undated _, TermRule.AsResolution _ ->
          new Timing(null, null, false, null, start.plus(plan().reminderDays(), ChronoUnit.DAYS));
    };
  }

  /** By another rule from the same start, and later by the time for which work was suspended. */
  Timing under(TermRule rule, Deadline deadline, Ticket ticket) {
    Timing timing = by(rule, deadline.kind(), ticket, deadline.startedAt());
    Instant due = timing.dueAt();
    Duration suspended = suspended(deadline, ticket);
    return suspended.isZero() || due == null || timing.releaseId() != null
        ? timing
        : timing(
            agreement.calendar().dueAfter(due, suspended),
            deadline.kind(),
            ticket,
            deadline.startedAt());
  }

  private Duration suspended(Deadline deadline, Ticket ticket) {
    Instant due = deadline.dueAt();
    boolean agreed = deadline.rule().equals(Deadline.FIXED);
    if (agreed || deadline.resumedAt() == null || due == null) {
      return Duration.ZERO;
    }
    TermRule rule = TermRule.parse(deadline.rule());
    Instant unsuspended = by(rule, deadline.kind(), ticket, deadline.startedAt()).dueAt();
    return unsuspended == null || !due.isAfter(unsuspended)
        ? Duration.ZERO
        : agreement.calendar().workingTimeBetween(unsuspended, due);
  }

  /** The working time until a due time since work last went on after a pause, if there was one. */
  Optional<Duration> leftSinceResumed(Deadline deadline, Timing timing) {
    Instant resumed = deadline.resumedAt();
    Instant due = timing.dueAt();
    return resumed == null || due == null || timing.releaseId() != null || !due.isAfter(resumed)
        ? Optional.empty()
        : Optional.of(agreement.calendar().workingTimeBetween(resumed, due));
  }

  private Timing within(Term term, DeadlineKind kind, Ticket ticket, Instant start) {
    Convention days = kind.owner() == Owner.CLIENT ? plan().clientDays() : plan().providerDays();
    return timing(agreement.calendar().due(start, term, days), kind, ticket, start);
  }

  private Timing bound(Release release, DeadlineKind kind, Ticket ticket, Instant start) {
    Instant due = agreement.calendar().endOf(release.plannedOn());
    boolean late = !due.isAfter(start);
    return new Timing(
        late ? due : notice(due, kind, ticket, start), due, false, release.id(), null);
  }

  /** At a date that was agreed upon. */
  Timing at(Instant due, DeadlineKind kind, Ticket ticket, Instant start) {
    return new Timing(notice(due, kind, ticket, start), due, false, null, null);
  }

  /** When working time that was left is over. */
  Timing remaining(Duration left, DeadlineKind kind, Ticket ticket, Instant from) {
    return timing(agreement.calendar().dueAfter(from, left), kind, ticket, from);
  }

  private Timing timing(Due due, DeadlineKind kind, Ticket ticket, Instant start) {
    Instant at = due.at().truncatedTo(ChronoUnit.MICROS);
    return new Timing(notice(at, kind, ticket, start), at, due.provisional(), null, null);
  }

  private Instant notice(Instant due, DeadlineKind kind, Ticket ticket, Instant start) {
    return agreement
        .calendar()
        .noticePoint(due, noticeTerm(kind, ticket), start)
        .truncatedTo(ChronoUnit.MICROS);
  }

  private Term noticeTerm(DeadlineKind kind, Ticket ticket) {
    return switch (kind) {
      case FIRST_RESPONSE, CLARIFICATION, FEEDBACK, STAFF_LIST -> plan().notice();
      case RESOLUTION, PLANNED_DATE, ACCEPTANCE, REWORK ->
          line(ticket).map(MatrixLine::notice).orElse(plan().notice());
    };
  }

  Optional<MatrixLine> line(Ticket ticket) {
    return Optional.ofNullable(ticket.category())
        .flatMap(category ->
            Optional.ofNullable(ticket.priority())
                .flatMap(priority -> plan().line(category, priority)));
  }

  /**
   * What is due on a deadline's own terms, computed anew: after its calendar, its release or its
   * ticket's kind changed. Empty when only its parties can change it.
   */
  Optional<Timing> again(Deadline deadline, Ticket ticket) {
    Instant resumed = deadline.resumedAt();
    Long left = deadline.remainingMicros();
    if (resumed != null && left != null) {
      return Optional.of(
          remaining(Duration.of(left, ChronoUnit.MICROS), deadline.kind(), ticket, resumed));
    }
    if (deadline.rule().equals(Deadline.FIXED)) {
      return Optional.empty();
    }
    TermRule rule = TermRule.parse(deadline.rule());
    return rule instanceof TermRule.Undated
        ? Optional.empty()
        : Optional.of(by(rule, deadline.kind(), ticket, deadline.startedAt()));
  }
}
