package org.otklik.helpdesk.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.deadline.Deadline;

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
        deadline.isFulfilled()
            ? Optional.empty()
            : Optional.of(Countdown.of(deadline, calendar, now)),
        percent(deadline, calendar, deadline.noticeAt()),
        percent(deadline, calendar, end));
  }

  private static int percent(Deadline deadline, BusinessCalendar calendar, Instant at) {
    Duration whole = calendar.workingTimeBetween(deadline.startedAt(), deadline.dueAt());
    Duration part = calendar.workingTimeBetween(deadline.startedAt(), at);
    return whole.isPositive()
        ? Math.clamp(part.toSeconds() * WHOLE / Math.max(1, whole.toSeconds()), 0, WHOLE)
        : WHOLE;
  }

  /** Its style class, and key of the words for how it stands. */
  public String standing() {
    return countdown
        .map(c -> c.standing().key())
        .orElse(deadline.outcome() == Deadline.Outcome.MET ? "met" : "late");
  }
}
