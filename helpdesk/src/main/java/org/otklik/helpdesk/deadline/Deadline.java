package org.otklik.helpdesk.deadline;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.plan.TermRule;

/**
 * Something that one side owes the other until an instant (UTC, to the microsecond).
 *
 * @param rule by which it is due, as {@link TermRule} writes it
 * @param noticeAt until when the owner must tell the other side that the term won't be kept
 * @param dueAt null while nothing says when: no release is planned, or there is no term
 * @param provisional the term reaches a year that the calendar has no data for
 * @param fulfilledAt when it was done, also after a breach
 * @param releaseId the release that says when it is due
 * @param step how far its enforcing has come: see {@link #BEFORE_NOTICE} and what follows
 * @param wakeAt when it next wants attention, {@link #NEVER} if it doesn't
 * @param noticed whether the owner told the other side, and when
 * @param noticedAt when its owner first said that it won't be kept, by arrival
 * @param bestEffort shown, but its breach doesn't count: the client broke a term before
 * @param excused its breach doesn't count against the owner
 * @param cause why it was breached
 * @param moves how often its release has moved
 * @param pausedAt since when work is suspended; null while it isn't
 * @param resumedAt when work last went on after that
 * @param remainingMicros working time that was left then
 */
@MappedEntity("deadline")
public record Deadline(
    @Id long id,
    Subject subject,
    long subjectId,
    DeadlineKind kind,
    Owner owner,
    String rule,
    Instant startedAt,
    @Nullable Instant noticeAt,
    @Nullable Instant dueAt,
    boolean provisional,
    Outcome outcome,
    @Nullable Instant fulfilledAt,
    @Nullable Long releaseId,
    int step,
    Instant wakeAt,
    Notice noticed,
    @Nullable Instant noticedAt,
    boolean bestEffort,
    boolean excused,
    @Nullable String cause,
    int moves,
    @Nullable Instant pausedAt,
    @Nullable Instant resumedAt,
    @Nullable Long remainingMicros,
    @Version long version) {

  /** Sorts after every real instant. */
  public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /** The rule of a deadline that is due at a date which was agreed or promised. */
  public static final String FIXED = "date";

  /** Nothing was said about it yet. */
  public static final int BEFORE_NOTICE = 0;

  /** Who owes it was warned. */
  public static final int WARNED = 1;

  /**
   * It passed: it is breached, or the release that it is bound to is overdue and that was told.
   * Further steps are those of the escalation, counted from here.
   */
  public static final int PASSED = 2;

  /** What it belongs to. */
  public enum Subject {
    TICKET,
    CALL,
    CLIENT
  }

  /** Which side owes it. */
  public enum Owner {
    PROVIDER,
    CLIENT
  }

  /** What came of it. */
  public enum Outcome {
    OPEN,
    MET,
    BREACHED,
    /** The other side agreed to another date; another deadline stands for it. */
    MOVED,
    /** It is owed no more. */
    WAIVED
  }

  /** Whether its owner told the other side that it won't be kept. */
  public enum Notice {
    NONE,
    IN_TIME,
    LATE
  }

  /** Whether something is still owed, in time or not. */
  public boolean isOwed() {
    return fulfilledAt == null && (outcome == Outcome.OPEN || outcome == Outcome.BREACHED);
  }

  public boolean isOpen() {
    return outcome == Outcome.OPEN;
  }

  /** Whether releases say when it is due. */
  public boolean isReleaseBound() {
    return !rule.equals(FIXED) && TermRule.parse(rule).isReleaseBound();
  }

  /** A breach that counts against its owner. */
  public boolean isCountedBreach() {
    return isCountedBreach(outcome, kind, bestEffort, excused);
  }

  /** Whether what came of a deadline is a breach that counts against its owner. */
  public static boolean isCountedBreach(
      Outcome outcome, DeadlineKind kind, boolean bestEffort, boolean excused) {
    return outcome == Outcome.BREACHED && kind.canBeBreached() && !bestEffort && !excused;
  }

  /** The due time, if something says when. */
  public Optional<Instant> due() {
    return Optional.ofNullable(dueAt);
  }

  /**
   * Whether an instant lies after the due time; the due time itself is in time. A release that is
   * late makes nothing late: only that it ships without the solution does. While work is suspended
   * the time stands still.
   */
  public boolean isPastDue(Instant at) {
    Instant counted = pausedAt != null && pausedAt.isBefore(at) ? pausedAt : at;
    return dueAt != null
        && counted.isAfter(dueAt)
        && (releaseId == null || outcome != Outcome.OPEN);
  }

  /** Whether something that arrived at an instant meets it, as far as its time goes. */
  public boolean wouldBeMetBy(Instant at) {
    return !at.isBefore(startedAt) && !isPastDue(at);
  }

  /**
   * Done at an instant: met when that is no later than the due time, else breached, whatever is
   * recorded so far. What was done in time may become known after its breach was recorded: the
   * client's mail lay unread, the PBX of our call back couldn't be reached.
   */
  public Deadline fulfilled(Instant at) {
    return with(d -> {
      d.outcome = isPastDue(at) ? Outcome.BREACHED : Outcome.MET;
      d.fulfilledAt = at;
      d.wakeAt = NEVER;
      d.pausedAt = null;
    });
  }

  /** Owed no more, or under another deadline. */
  public Deadline ended(Outcome how) {
    return with(d -> {
      d.outcome = how;
      d.wakeAt = NEVER;
      d.pausedAt = null;
    });
  }

  /** Passed without having been done; the breach's instant is the due time. */
  public Deadline breached(Instant nextWake) {
    return with(d -> {
      d.outcome = Outcome.BREACHED;
      d.step = PASSED;
      d.wakeAt = nextWake;
    });
  }

  /** The release that it was bound to was shipped without the solution. */
  public Deadline breachedByShipping(Instant shippedAt, Instant nextWake) {
    return with(
            d -> {
              d.dueAt = shippedAt;
              d.noticeAt =
                  shippedAt.isBefore(noticeAt == null ? NEVER : noticeAt) ? shippedAt : noticeAt;
            })
        .breached(nextWake);
  }

  /** One step further in its enforcing. */
  public Deadline stepped(Instant nextWake) {
    return with(d -> {
      d.step = step + 1;
      d.wakeAt = nextWake;
    });
  }

  /** To be looked at again at another time. */
  public Deadline wakingAt(Instant at) {
    return with(d -> d.wakeAt = at);
  }

  /** Due at another time; its notice point too. Nobody is told twice of the same one. */
  public Deadline dueBy(Timing timing) {
    int told = told(timing);
    Instant wake =
        switch (told) {
          case PASSED -> NEVER;
          case WARNED -> timing.dueAt() == null ? NEVER : timing.dueAt();
          default -> timing.firstWake();
        };
    return with(d -> {
      d.noticeAt = timing.noticeAt();
      d.dueAt = timing.dueAt();
      d.provisional = timing.provisional();
      d.releaseId = timing.releaseId();
      d.step = told;
      d.wakeAt = pausedAt == null || timing.passedBefore(pausedAt) ? wake : NEVER;
    });
  }

  /** How far people were told of it, if it is due by another timing. */
  private int told(Timing timing) {
    if (step == BEFORE_NOTICE || noticeAt == null || !noticeAt.equals(timing.noticeAt())) {
      return BEFORE_NOTICE;
    }
    boolean overdueTold =
        step == PASSED && releaseId != null && Objects.equals(dueAt, timing.dueAt());
    return overdueTold && timing.releaseId() != null ? PASSED : WARNED;
  }

  /** The release that it is bound to is past its planned day, and that was told. */
  public Deadline overdue() {
    return with(d -> {
      d.step = PASSED;
      d.wakeAt = NEVER;
    });
  }

  /**
   * Due by another rule, from the same start; what was said about it and its pauses stay.
   *
   * @param remaining working time that is left since work went on; null where none is counted
   */
  public Deadline ruledBy(String newRule, @Nullable Duration remaining, Timing timing) {
    return with(
            d -> {
              d.rule = newRule;
              d.resumedAt = remaining == null ? null : resumedAt;
              d.remainingMicros = remaining == null ? null : remaining.toNanos() / 1000;
            })
        .dueBy(timing);
  }

  /** Bound to a release that moved, or to another one. */
  public Deadline movedWithRelease(Timing timing) {
    return dueBy(timing).with(d -> d.moves = moves + 1);
  }

  /**
   * Its owner told the other side at an instant that it won't be kept; at the notice point that is
   * still in time ("не позднее чем за 4 рабочих часа").
   */
  public Deadline noticed(Instant at) {
    Notice how = noticeAt != null && at.isAfter(noticeAt) ? Notice.LATE : Notice.IN_TIME;
    return with(d -> {
      d.noticed = noticed == Notice.IN_TIME ? noticed : how;
      d.noticedAt = noticedAt != null && noticedAt.isBefore(at) ? noticedAt : at;
    });
  }

  /** Whether its owner let it pass and had not said by then that it won't be kept, nor why. */
  public boolean isBrokenInSilence() {
    return outcome == Outcome.BREACHED && (noticedAt == null || isPastDue(noticedAt));
  }

  /** With the cause of its breach, excused or not. */
  public Deadline explained(String newCause, boolean isExcused) {
    return with(d -> {
      d.cause = newCause;
      d.excused = isExcused;
    });
  }

  /** Work is suspended. */
  public Deadline paused(Instant at) {
    return with(d -> {
      d.pausedAt = at;
      d.wakeAt = NEVER;
    });
  }

  /**
   * Work goes on, until a later due time.
   *
   * @param remaining working time that is left; null where none is counted
   */
  public Deadline resumed(Instant at, @Nullable Duration remaining, Timing timing) {
    return with(
            d -> {
              d.pausedAt = null;
              d.resumedAt = remaining == null ? null : at;
              d.remainingMicros = remaining == null ? null : remaining.toNanos() / 1000;
            })
        .dueBy(timing);
  }

  /** Its breach doesn't count, or does again. */
  public Deadline atBestEffort(boolean best) {
    return with(d -> d.bestEffort = best);
  }

  /**
   * When something is due.
   *
   * @param remindAt when a term without a due time first reminds; null if never
   */
  public record Timing(
      @Nullable Instant noticeAt,
      @Nullable Instant dueAt,
      boolean provisional,
      @Nullable Long releaseId,
      @Nullable Instant remindAt) {
    /** Whether it was due, by itself and not by a release, before work was suspended. */
    private boolean passedBefore(Instant paused) {
      return releaseId == null && dueAt != null && dueAt.isBefore(paused);
    }

    Instant firstWake() {
      if (noticeAt != null) {
        return noticeAt;
      }
      return dueAt != null ? dueAt : remindAt != null ? remindAt : NEVER;
    }
  }

  /** A new one, to be enforced from its notice point on. */
  public static Deadline starting(
      long id,
      Subject subject,
      long subjectId,
      DeadlineKind kind,
      String rule,
      Instant start,
      Timing timing,
      boolean bestEffort) {
    return new Deadline(
        id,
        subject,
        subjectId,
        kind,
        kind.owner(),
        rule,
        start,
        timing.noticeAt(),
        timing.dueAt(),
        timing.provisional(),
        Outcome.OPEN,
        null,
        timing.releaseId(),
        BEFORE_NOTICE,
        timing.firstWake(),
        Notice.NONE,
        null,
        bestEffort && kind.owner() == Owner.PROVIDER,
        false,
        null,
        0,
        null,
        null,
        null,
        0);
  }

  private Deadline with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.done(this);
  }

  /** What of a deadline changes. */
  private static final class Draft {
    String rule;
    @Nullable Instant noticeAt;
    @Nullable Instant dueAt;
    boolean provisional;
    Outcome outcome;
    @Nullable Instant fulfilledAt;
    @Nullable Long releaseId;
    int step;
    Instant wakeAt;
    Notice noticed;
    @Nullable Instant noticedAt;
    boolean bestEffort;
    boolean excused;
    @Nullable String cause;
    int moves;
    @Nullable Instant pausedAt;
    @Nullable Instant resumedAt;
    @Nullable Long remainingMicros;

    Draft(Deadline of) {
      rule = of.rule;
      noticeAt = of.noticeAt;
      dueAt = of.dueAt;
      provisional = of.provisional;
      outcome = of.outcome;
      fulfilledAt = of.fulfilledAt;
      releaseId = of.releaseId;
      step = of.step;
      wakeAt = of.wakeAt;
      noticed = of.noticed;
      noticedAt = of.noticedAt;
      bestEffort = of.bestEffort;
      excused = of.excused;
      cause = of.cause;
      moves = of.moves;
      pausedAt = of.pausedAt;
      resumedAt = of.resumedAt;
      remainingMicros = of.remainingMicros;
    }

    Deadline done(Deadline of) {
      return new Deadline(
          of.id,
          of.subject,
          of.subjectId,
          of.kind,
          of.owner,
          rule,
          of.startedAt,
          noticeAt,
          dueAt,
          provisional,
          outcome,
          fulfilledAt,
          releaseId,
          step,
          wakeAt,
          noticed,
          noticedAt,
          bestEffort,
          excused,
          cause,
          moves,
          pausedAt,
          resumedAt,
          remainingMicros,
          of.version);
    }
  }
}
