package org.otklik.helpdesk.ticket;

import java.util.Optional;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Outcome;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** How a ticket ends, begins again, and what it has to do with others. */
final class Ending {
  private Ending() {}

  /** Closes it unworked. What was accepted or merged closes by that. */
  static Optional<Refusal> close(Work work, TicketAct.Close act) {
    switch (act.because()) {
      case ACCEPTED, DUPLICATE -> {
        return Optional.of(Refusal.invalid("because", "refusal.closing.by-its-own-act"));
      }
      case REFUSED -> {
        if (act.text().isBlank()) {
          return Optional.of(Refusal.invalid("text", "refusal.closing.say-why"));
        }
      }
      case UNANSWERED -> {
        boolean passed =
            work.owed(DeadlineKind.CLARIFICATION)
                .map(Deadline::outcome)
                .filter(Outcome.BREACHED::equals)
                .isPresent();
        boolean unreached =
            work.owed(DeadlineKind.FEEDBACK).isPresent()
                && work.ticket().vainHalfDays() >= HalfDays.ENOUGH;
        if (!passed && !unreached) {
          return Optional.of(Refusal.invalid("because", "refusal.closing.answer-not-overdue"));
        }
      }
      case WITHDRAWN -> {}
    }
    if (!act.text().isBlank()) {
      work.record(Act.ANSWERED, work.say(Comment.Kind.ANSWER, act.text()));
    }
    close(work, act.because(), act.text());
    return Optional.empty();
  }

  /** Closes it; nothing is owed any more. */
  static void close(Work work, Ticket.Closing because, String text) {
    work.waiveAll();
    work.change(d -> {
      d.closedAt = work.now;
      d.closedBecause = because;
      d.closingProposed = false;
    });
    work.record(Act.CLOSED, null, because);
    work.enter(Ticket.State.CLOSED);
    work.tell(Event.CLOSED, Audience.REQUESTER, null, text);
  }

  static Optional<Refusal> reopen(Work work, TicketAct.Reopen act) {
    if (!Clarifying.joins(work.ticket(), work.agreement, work.now)) {
      return Optional.of(Refusal.invalid("", "refusal.reopening.too-late"));
    }
    if (work.ticket().mergedInto() != null) {
      return Optional.of(Refusal.invalid("", "refusal.reopening.merged"));
    }
    work.record(
        work.now,
        work.actor,
        Act.REOPENED,
        work.ticket().closedBecause(),
        null,
        work.say(Comment.Kind.NOTE, act.reason()));
    Clarifying.beginAnew(work);
    work.tell(Event.REOPENED, Audience.REQUESTER, null, "");
    return Optional.empty();
  }

  /** The other ticket goes on for both. */
  static Optional<Refusal> merge(Work work, Matter into) {
    Optional<Refusal> unfit = unfitOther(work, into);
    if (unfit.isPresent()) {
      return unfit;
    }
    if (into.ticket().state() == Ticket.State.CLOSED) {
      return Optional.of(Refusal.invalid("into", "refusal.merging.into-closed"));
    }
    work.change(d -> d.mergedInto = into.ticket().id());
    work.record(Act.MERGED, null, into.ticket().id());
    work.link(into.ticket().id(), TicketLink.Kind.DUPLICATE_OF);
    close(work, Ticket.Closing.DUPLICATE, Long.toString(into.ticket().number()));
    return Optional.empty();
  }

  static Optional<Refusal> link(Work work, Matter other, TicketLink.Kind kind) {
    Optional<Refusal> unfit = unfitOther(work, other);
    if (unfit.isPresent()) {
      return unfit;
    }
    work.record(Act.LINKED, null, kind + " " + other.ticket().id());
    work.link(other.ticket().id(), kind);
    return Optional.empty();
  }

  /** What was said on it is a ticket of its own now. */
  static Optional<Refusal> split(Work work, Matter off) {
    work.record(Act.SPLIT, null, off.ticket().id());
    return Optional.empty();
  }

  /** Of another client's ticket nobody learns even that it exists. */
  private static Optional<Refusal> unfitOther(Work work, Matter other) {
    if (other.ticket().clientId() != work.ticket().clientId()) {
      return Optional.of(Refusal.notFound("ticket"));
    }
    return other.ticket().id() == work.ticket().id()
        ? Optional.of(Refusal.invalid("ticket", "refusal.merging.itself"))
        : Optional.empty();
  }
}
