package org.otklik.helpdesk.year;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.year.Owed.Timing;
import org.otklik.helpdesk.year.Terms.By;
import org.otklik.helpdesk.year.Terms.Length;
import org.otklik.helpdesk.year.Terms.Rule;

/** When things are due on one ticket, by the checker's own counting. */
final class TermClock {
  private final Terms terms;
  private final Board board;
  SlowCalendar calendar;
  @Nullable Category category;
  @Nullable Priority priority;
  @Nullable Long component;
  @Nullable Long chosen;

  TermClock(Terms terms, Board board, SlowCalendar calendar) {
    this.terms = terms;
    this.board = board;
    this.calendar = calendar;
  }

  Terms.Line line() {
    return Terms.line(
        Optional.ofNullable(category).orElseThrow(), Optional.ofNullable(priority).orElseThrow());
  }

  Timing by(Owed owed, Rule rule) {
    Instant start = owed.start;
    return switch (rule.by()) {
      case LENGTH -> {
        Length length = Optional.ofNullable(rule.length()).orElseThrow();
        Instant due = due(start, length, owed.isClients());
        yield dated(owed, due, calendar.isProvisional(start, due));
      }
      case NEXT_SCHEDULED, NEXT_UNSCHEDULED, CHOSEN ->
          board
              .bound(rule, component, chosen)
              .map(release -> {
                Instant due = calendar.endOf(release.day());
                Instant notice = due.isAfter(start) ? notice(owed, due) : due;
                return new Timing(notice, due, false, release.id(), notice);
              })
              .orElse(new Timing(null, null, false, null, Owed.NEVER));
      case NONE ->
          new Timing(null, null, false, null, start.plus(Duration.ofDays(terms.reminderDays())));
      case DATE -> throw new IllegalArgumentException("says nothing");
    };
  }

  private Instant due(Instant start, Length length, boolean clients) {
    if (!length.days()) {
      return calendar.forward(start, calendar.micros(length));
    }
    return clients && terms.clientMidnight()
        ? calendar.midnight(start, length.amount())
        : calendar.closing(start, length.amount());
  }

  Timing dated(Owed owed, Instant due, boolean provisional) {
    Instant notice = notice(owed, due);
    return new Timing(notice, due, provisional, null, notice);
  }

  private Instant notice(Owed owed, Instant due) {
    Length before =
        switch (owed.kind) {
          case "FIRST_RESPONSE", "CLARIFICATION", "FEEDBACK" -> Terms.NOTICE;
          default -> category == null ? Terms.NOTICE : line().notice();
        };
    return calendar.notice(due, before, owed.start);
  }

  /** The working time that a pause left, from another instant on. */
  Timing after(Owed owed, Instant from, long left) {
    Instant due = calendar.forward(from, left);
    // What is told of it counts from when it went on, not from when it first began.
    Owed goingOn = new Owed(owed.kind, owed.rule, from);
    return dated(goingOn, due, calendar.isProvisional(from, due));
  }

  /** Computed anew by the calendar and the releases as they are now. */
  Optional<Timing> again(Owed owed) {
    Instant resumed = owed.resumed;
    if (resumed != null) {
      return Optional.of(after(owed, resumed, owed.left));
    }
    return owed.rule.by() == By.NONE || owed.rule.by() == By.DATE
        ? Optional.empty()
        : Optional.of(by(owed, owed.rule));
  }

  /** By another rule from the same start; the time for which work was suspended stays on top. */
  Timing under(Owed owed, Rule rule) {
    Timing timing = by(owed, rule);
    Instant due = timing.due();
    Instant was = owed.due;
    if (owed.resumed == null || was == null || due == null || timing.release() != null) {
      return timing;
    }
    Instant unsuspended = by(owed, owed.rule).due();
    if (unsuspended == null || !was.isAfter(unsuspended)) {
      return timing;
    }
    Instant later = calendar.forward(due, calendar.between(unsuspended, was));
    return dated(owed, later, calendar.isProvisional(due, later));
  }

  Instant latestPlanned(Instant now, Category asked, Priority pressing) {
    Length length =
        Optional.ofNullable(Terms.line(asked, pressing).resolution().length()).orElseThrow();
    return due(now, length, false);
  }
}
