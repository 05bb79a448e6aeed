package org.otklik.helpdesk.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.words.Words;

/**
 * A deadline as a line from its start to its due time, measured in working time.
 *
 * @param countdown while it is owed
 * @param noticePercent where its notice point lies on the line
 * @param donePercent how far time has come on it, until it was fulfilled
 */
public record DeadlineView(
    Deadline deadline, Optional<Countdown> countdown, int noticePercent, int donePercent) {
  private static final int WHOLE = 100;

  static DeadlineView of(Deadline deadline, BusinessCalendar calendar, Instant now) {
    Instant end = deadline.fulfilledAt() == null ? now : deadline.fulfilledAt();
    return new DeadlineView(
        deadline,
        deadline.isOwed() && deadline.pausedAt() == null
            ? deadline.due().map(due -> Countdown.of(deadline, due, calendar, now))
            : Optional.empty(),
        percent(deadline, calendar, deadline.noticeAt()),
        percent(deadline, calendar, end));
  }

  private static int percent(Deadline deadline, BusinessCalendar calendar, @Nullable Instant at) {
    Instant due = deadline.dueAt();
    if (due == null || at == null) {
      return 0;
    }
    Duration whole = calendar.workingTimeBetween(deadline.startedAt(), due);
    Duration part = calendar.workingTimeBetween(deadline.startedAt(), at);
    return whole.isPositive()
        ? Math.clamp(part.toSeconds() * WHOLE / Math.max(1, whole.toSeconds()), 0, WHOLE)
        : WHOLE;
  }

  /** Its style class, and key of the words for how it stands. */
  public String standing() {
    if (deadline.isOpen() && deadline.pausedAt() != null) {
      return "paused-term";
    }
    if (deadline.outcome() == Deadline.Outcome.BREACHED && !deadline.kind().canBeBreached()) {
      return "missed";
    }
    if (deadline.outcome() == Deadline.Outcome.BREACHED && deadline.fulfilledAt() != null) {
      return "late";
    }
    return countdown
        .map(c -> c.standing().key())
        .orElseGet(() ->
            switch (deadline.outcome()) {
              case OPEN -> isReleaseBound() ? "without-release" : "without-date";
              case MET -> "met";
              case BREACHED -> "late";
              case MOVED -> "moved";
              case WAIVED -> "waived";
            });
  }

  private boolean isReleaseBound() {
    return !deadline.rule().equals(Deadline.FIXED)
        && TermRule.parse(deadline.rule()).isReleaseBound();
  }

  /** Whether it has a line that time moves along. */
  public boolean isDated() {
    return deadline.dueAt() != null;
  }

  public String rule(Words words) {
    return RuleWords.of(deadline, words);
  }

  /** What else there is to know about it, in words. */
  public List<String> remarks(Words words, Times times) {
    var remarks = new ArrayList<String>();
    boolean breached = deadline.outcome() == Deadline.Outcome.BREACHED;
    if (deadline.noticed() != Deadline.Notice.NONE
        || (breached && deadline.kind().canBeBreached())) {
      remarks.add(words.say("console.noticed." + deadline.noticed()));
    }
    if (deadline.bestEffort()) {
      remarks.add(words.say("console.deadline.best-effort"));
    }
    if (deadline.excused()) {
      remarks.add(words.say("console.deadline.excused"));
    }
    if (deadline.cause() != null) {
      remarks.add(words.say("console.deadline.cause", deadline.cause()));
    }
    if (deadline.moves() > 0) {
      remarks.add(words.say("console.deadline.moves", deadline.moves()));
    }
    if (deadline.pausedAt() != null) {
      remarks.add(words.say("console.deadline.paused", times.near(deadline.pausedAt())));
    }
    if (deadline.provisional()) {
      remarks.add(words.say("console.deadline.provisional"));
    }
    return remarks;
  }
}
