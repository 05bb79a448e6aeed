package org.otklik.helpdesk.ticket;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Timing;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.MatrixLine;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.release.ReleaseKind;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/**
 * The first analysis (первичный анализ), and what of it may change later: category, priority,
 * planned date, release.
 */
final class Analysing {
  private Analysing() {}

  /** What an analysis says, with the line of the matrix that follows from it. */
  private record Outcome(
      Category category,
      Priority priority,
      boolean warranty,
      @Nullable Long componentId,
      @Nullable Long releaseId,
      MatrixLine line) {}

  /** Ends it: all of it together or not at all. */
  static Optional<Refusal> analyse(Work work, TicketAct.Analyse act) {
    Long responsible =
        act.responsibleId() == null ? work.ticket().responsibleId() : act.responsibleId();
    if (responsible == null) {
      return Optional.of(Refusal.invalid("responsible", "refusal.analysis.no-responsible"));
    }
    var found =
        outcome(
            work,
            act.category(),
            act.priority(),
            act.warranty(),
            act.componentId(),
            act.releaseId(),
            act.agreed());
    return switch (found) {
      case Fit.No(Refusal refusal) -> Optional.of(refusal);
      case Fit.Yes(Outcome outcome) -> analysed(work, act, outcome, responsible);
    };
  }

  private static Optional<Refusal> analysed(
      Work work, TicketAct.Analyse act, Outcome outcome, long responsible) {
    Ticket classified = work.ticket().with(d -> set(d, outcome));
    Timing timing =
        work.timings.by(outcome.line().resolution(), DeadlineKind.RESOLUTION, classified, work.now);
    var refusal = unfitDate(work, act.plannedAt(), outcome.line().resolution(), timing.dueAt());
    if (refusal.isPresent()) {
      return refusal;
    }
    Deadline resolution = classified(work, outcome, responsible);
    plan(work, act.plannedAt(), resolution);
    work.enter(Ticket.State.IN_PROGRESS);
    if (!act.text().isBlank()) {
      work.record(Act.ANSWERED, work.say(Comment.Kind.ANSWER, act.text()));
    }
    work.tell(Event.ANALYSED, Audience.REQUESTER, resolution, act.text());
    return Optional.empty();
  }

  /** The analysis is over: who works it is said, and the term of the solution begins. */
  private static Deadline classified(Work work, Outcome outcome, long responsible) {
    work.record(Act.CLASSIFIED, null, outcome.category() + " " + outcome.priority());
    work.change(d -> {
      set(d, outcome);
      d.analysedAt = work.now;
    });
    assign(work, responsible);
    work.fulfil(DeadlineKind.FIRST_RESPONSE, work.now);
    work.waive(DeadlineKind.CLARIFICATION);
    work.change(d -> d.closingProposed = false);
    return work.start(DeadlineKind.RESOLUTION, outcome.line().resolution(), work.now);
  }

  /** What was answered as soon as it was asked: ordinary support, by who answered. */
  static Optional<Refusal> onTheSpot(Work work) {
    var found = outcome(work, Category.SUPPORT, Priority.NORMAL, false, null, null, false);
    return switch (found) {
      case Fit.No(Refusal refusal) -> Optional.of(refusal);
      case Fit.Yes(Outcome outcome) -> {
        Deadline resolution = classified(work, outcome, Objects.requireNonNull(work.actor.id()));
        plan(work, resolution.dueAt(), resolution);
        work.enter(Ticket.State.IN_PROGRESS);
        yield Optional.empty();
      }
    };
  }

  /** Until when the solution could be planned for; whether the client agreed doesn't matter yet. */
  static Latest latest(Work work, TicketAct.Analyse act) {
    var found =
        outcome(
            work,
            act.category(),
            act.priority(),
            act.warranty(),
            act.componentId(),
            act.releaseId(),
            true);
    return switch (found) {
      case Fit.No(Refusal refusal) -> new Latest.Refused(refusal);
      case Fit.Yes(Outcome outcome) -> latest(work, outcome);
    };
  }

  private static Latest latest(Work work, Outcome outcome) {
    Optional<Deadline> owed =
        work.owed(DeadlineKind.REWORK).or(() -> work.owed(DeadlineKind.RESOLUTION));
    DeadlineKind kind = owed.map(Deadline::kind).orElse(DeadlineKind.RESOLUTION);
    TermRule rule = rule(outcome.line(), kind);
    Ticket classified = work.ticket().with(d -> set(d, outcome));
    Timing timing =
        work.timings.by(rule, kind, classified, owed.map(Deadline::startedAt).orElse(work.now));
    Instant due = timing.dueAt();
    if (due == null) {
      return new Latest.WithoutRelease();
    }
    return Optional.ofNullable(timing.releaseId())
        .flatMap(work.releases::find)
        .<Latest>map(release -> new Latest.With(release, due))
        .orElseGet(() -> new Latest.At(due, timing.provisional()));
  }

  /** Other terms from the same start; what is met or breached stays. */
  static Optional<Refusal> reclassify(Work work, TicketAct.Reclassify act) {
    var found =
        outcome(
            work,
            act.category(),
            act.priority(),
            act.warranty(),
            act.componentId(),
            act.releaseId(),
            act.agreed());
    return switch (found) {
      case Fit.No(Refusal refusal) -> Optional.of(refusal);
      case Fit.Yes(Outcome outcome) -> reclassified(work, act, outcome);
    };
  }

  private static Optional<Refusal> reclassified(
      Work work, TicketAct.Reclassify act, Outcome outcome) {
    Ticket classified = work.ticket().with(d -> set(d, outcome));
    Optional<Deadline> owed =
        work.owed(DeadlineKind.REWORK).or(() -> work.owed(DeadlineKind.RESOLUTION));
    if (owed.isPresent()) {
      TermRule rule = rule(outcome.line(), owed.get().kind());
      Timing timing = work.timings.under(rule, owed.get(), classified);
      var refusal = unfitDate(work, act.plannedAt(), rule, timing.dueAt());
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    work.record(
        Act.RECLASSIFIED,
        work.ticket().category() + " " + work.ticket().priority(),
        outcome.category() + " " + outcome.priority());
    work.change(d -> set(d, outcome));
    if (!act.reason().isBlank()) {
      work.record(Act.NOTED, work.say(Comment.Kind.NOTE, act.reason()));
    }
    for (Deadline deadline : work.deadlines()) {
      if (deadline.isOpen() && isOfTheMatrix(deadline)) {
        restart(work, deadline, rule(outcome.line(), deadline.kind()));
      }
    }
    owed.flatMap(d -> work.deadline(d.id())).ifPresent(d -> plan(work, act.plannedAt(), d));
    work.tell(
        Event.RECLASSIFIED,
        Audience.REQUESTER,
        owed.flatMap(d -> work.owed(d.kind())).orElse(null),
        "");
    return Optional.empty();
  }

  private static boolean isOfTheMatrix(Deadline deadline) {
    return switch (deadline.kind()) {
      case RESOLUTION, ACCEPTANCE, REWORK -> !deadline.rule().equals(Deadline.FIXED);
      default -> false;
    };
  }

  private static void restart(Work work, Deadline deadline, TermRule rule) {
    Timing timing = work.timings.under(rule, deadline, work.ticket());
    Duration left = work.timings.leftSinceResumed(deadline, timing).orElse(null);
    Deadline again = work.change(deadline, d -> d.ruledBy(rule.toString(), left, timing));
    work.record(
        Act.DEADLINE_RECOMPUTED,
        Work.named(deadline, deadline.dueAt()),
        Work.named(again, again.dueAt()));
  }

  private static TermRule rule(MatrixLine line, DeadlineKind kind) {
    return switch (kind) {
      case ACCEPTANCE -> line.acceptance();
      case REWORK -> line.reworkRule();
      default -> line.resolution();
    };
  }

  /** Another release for the solution. */
  static Optional<Refusal> chooseRelease(Work work, TicketAct.ChooseRelease act) {
    Optional<MatrixLine> line = work.timings.line(work.ticket());
    boolean chosen =
        line.map(MatrixLine::resolution).orElse(new TermRule.Undated())
            instanceof TermRule.ChosenRelease;
    if (!chosen) {
      return Optional.of(Refusal.invalid("release", "refusal.release.not-chosen-here"));
    }
    Optional<Refusal> unfit =
        unfitRelease(
            work,
            act.releaseId(),
            work.ticket().componentId(),
            work.ticket().category(),
            act.agreed());
    if (unfit.isPresent()) {
      return unfit;
    }
    work.record(Act.RELEASE_CHOSEN, work.ticket().releaseId(), act.releaseId());
    work.change(d -> d.releaseId = act.releaseId());
    for (Deadline deadline : work.deadlines()) {
      if (deadline.isOpen() && deadline.rule().equals(new TermRule.ChosenRelease().toString())) {
        Timing timing =
            work.timings.by(
                new TermRule.ChosenRelease(), deadline.kind(), work.ticket(), deadline.startedAt());
        Deadline moved = work.change(deadline, d -> d.dueBy(timing));
        work.change(d -> d.plannedAt = moved.dueAt());
        work.record(
            Act.DEADLINE_MOVED,
            Work.named(deadline, deadline.dueAt()),
            Work.named(moved, moved.dueAt()));
        work.tell(Event.PLANNED, Audience.REQUESTER, moved, "");
      }
    }
    return Optional.empty();
  }

  /** Another planned date, still no later than the matrix allows. */
  static Optional<Refusal> plan(Work work, TicketAct.Plan act) {
    Optional<Deadline> owed =
        work.owed(DeadlineKind.REWORK).or(() -> work.owed(DeadlineKind.RESOLUTION));
    if (owed.isEmpty()) {
      return Optional.of(Refusal.invalid("plannedAt", "refusal.date.nothing-owed"));
    }
    Deadline deadline = owed.get();
    if (deadline.releaseId() != null || deadline.dueAt() == null) {
      return Optional.of(Refusal.invalid("plannedAt", "refusal.date.is-the-releases"));
    }
    Optional<Refusal> unfit = unfitDate(work, act.plannedAt(), null, deadline.dueAt());
    if (unfit.isPresent()) {
      return unfit;
    }
    plan(work, act.plannedAt(), deadline);
    work.tell(
        Event.PLANNED,
        Audience.REQUESTER,
        work.owed(DeadlineKind.PLANNED_DATE).orElse(deadline),
        "");
    return Optional.empty();
  }

  /** Sets the planned date; where a release says it, the release's. */
  private static void plan(Work work, @Nullable Instant plannedAt, Deadline matrix) {
    Instant date = matrix.isReleaseBound() || plannedAt == null ? matrix.dueAt() : plannedAt;
    work.waive(DeadlineKind.PLANNED_DATE);
    if (date != null && !date.equals(work.ticket().plannedAt())) {
      work.record(Act.PLANNED, work.ticket().plannedAt(), date);
    }
    work.change(d -> d.plannedAt = date);
    if (date != null && date.isAfter(work.now) && !date.equals(matrix.dueAt())) {
      work.startAt(DeadlineKind.PLANNED_DATE, date, work.now);
    }
  }

  static void assign(Work work, @Nullable Long operatorId) {
    Long was = work.ticket().responsibleId();
    if (Objects.equals(was, operatorId)) {
      return;
    }
    work.record(Act.ASSIGNED, was, operatorId);
    work.change(d -> d.responsibleId = operatorId);
    if (operatorId != null && !operatorId.equals(work.actor.id())) {
      work.tell(Event.ASSIGNED, Audience.RESPONSIBLE, null, "");
    }
  }

  private static void set(Ticket.Draft draft, Outcome outcome) {
    draft.category = outcome.category();
    draft.priority = outcome.priority();
    draft.warranty = outcome.warranty();
    draft.componentId = outcome.componentId();
    draft.releaseId = outcome.releaseId();
  }

  /** Whether what was said makes an analysis. */
  private sealed interface Fit {
    record Yes(Outcome outcome) implements Fit {}

    record No(Refusal refusal) implements Fit {}

    static Fit no(String field, String key, Object... values) {
      return new No(Refusal.invalid(field, key, values));
    }
  }

  private static Fit outcome(
      Work work,
      @Nullable Category category,
      @Nullable Priority priority,
      boolean warranty,
      @Nullable Long componentId,
      @Nullable Long releaseId,
      boolean agreed) {
    if (category == null) {
      return Fit.no("category", "refusal.analysis.no-category");
    }
    if (priority == null) {
      return Fit.no("priority", "refusal.analysis.no-priority");
    }
    if (!category.priorities().contains(priority)) {
      return Fit.no("priority", "refusal.analysis.no-such-kind");
    }
    Long component = componentId == null ? work.ticket().componentId() : componentId;
    if (warranty) {
      if (priority != Priority.URGENT) {
        return Fit.no("priority", "refusal.analysis.warranty-is-urgent");
      }
      var today = LocalDate.ofInstant(work.now, work.agreement.calendar().zone());
      if (component == null || !work.agreement.warrants(component, today)) {
        return Fit.no("warranty", "refusal.analysis.no-warranty");
      }
    }
    PlanTerms plan = work.agreement.plan().terms();
    MatrixLine line = plan.line(category, priority).orElseThrow();
    if (line.resolution().isReleaseBound() && component == null) {
      return Fit.no("component", "refusal.analysis.no-component");
    }
    Long release = null;
    if (line.resolution() instanceof TermRule.ChosenRelease) {
      release = releaseId == null ? work.ticket().releaseId() : releaseId;
      if (release == null && work.releases.next(component, ReleaseKind.SCHEDULED).isPresent()) {
        return Fit.no("release", "refusal.analysis.no-release");
      }
      if (release != null) {
        var unfit = unfitRelease(work, release, component, category, agreed);
        if (unfit.isPresent()) {
          return new Fit.No(unfit.get());
        }
      }
    }
    return new Fit.Yes(new Outcome(category, priority, warranty, component, release, line));
  }

  private static Optional<Refusal> unfitRelease(
      Work work,
      long releaseId,
      @Nullable Long componentId,
      @Nullable Category category,
      boolean agreed) {
    Optional<Release> release = work.releases.find(releaseId);
    if (release.isEmpty() || !Long.valueOf(release.get().componentId()).equals(componentId)) {
      return Optional.of(Refusal.invalid("release", "refusal.release.none-such"));
    }
    if (release.get().kind() != ReleaseKind.SCHEDULED) {
      return Optional.of(Refusal.invalid("release", "refusal.release.not-scheduled"));
    }
    boolean known = Long.valueOf(releaseId).equals(work.ticket().releaseId());
    if (category == Category.IMPROVEMENT && !agreed && !known) {
      return Optional.of(Refusal.invalid("agreed", "refusal.release.not-agreed"));
    }
    return Optional.empty();
  }

  /** A planned date lies ahead, and no later than the matrix allows. */
  private static Optional<Refusal> unfitDate(
      Work work, @Nullable Instant plannedAt, @Nullable TermRule rule, @Nullable Instant latest) {
    if (rule != null && rule.isReleaseBound()) {
      return Optional.empty();
    }
    if (plannedAt == null) {
      return Optional.of(Refusal.invalid("plannedAt", "refusal.analysis.no-date"));
    }
    if (!plannedAt.isAfter(work.now)) {
      return Optional.of(Refusal.invalid("plannedAt", "refusal.date.past"));
    }
    // A latest date that has passed already, after a reclassification, forbids no date.
    if (latest != null && latest.isAfter(work.now) && plannedAt.isAfter(latest)) {
      return Optional.of(Refusal.invalid("plannedAt", "refusal.date.too-late", latest));
    }
    return Optional.empty();
  }
}
