package org.otklik.helpdesk.ticket;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.plan.MatrixLine;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** The solution, and what the client says of it. Silence never accepts. */
final class Solving {
  private Solving() {}

  static Optional<Refusal> provide(Work work, TicketAct.ProvideSolution act) {
    Comment said = work.say(Comment.Kind.SOLUTION, act.text());
    work.record(Act.SOLUTION_PROVIDED, said);
    work.fulfil(DeadlineKind.RESOLUTION, work.now);
    work.fulfil(DeadlineKind.REWORK, work.now);
    work.fulfil(DeadlineKind.PLANNED_DATE, work.now);
    work.change(d -> d.solvedAt = work.now);
    Deadline acceptance = work.start(DeadlineKind.ACCEPTANCE, line(work).acceptance(), work.now);
    work.enter(Ticket.State.SOLUTION_PROVIDED);
    work.tell(Event.SOLUTION, Audience.REQUESTER, acceptance, act.text());
    return Optional.empty();
  }

  static Optional<Refusal> accept(Work work, TicketAct.Accept act) {
    Instant arrived = arrived(work, act.arrivedAt());
    return unfitArrival(work, arrived, work.ticket().solvedAt())
        .or(() -> {
          work.record(arrived, work.actor, Act.ACCEPTED, null, null, null);
          Enforcing.clientDid(work, DeadlineKind.ACCEPTANCE, arrived);
          Ending.close(work, Ticket.Closing.ACCEPTED, "");
          work.tell(Event.ACCEPTED, Audience.RESPONSIBLE, null, "");
          return Optional.empty();
        });
  }

  /** Remarks begin the rework, from the instant at which they were received. */
  static Optional<Refusal> remark(Work work, TicketAct.Remark act) {
    Instant arrived = arrived(work, act.arrivedAt());
    return unfitArrival(work, arrived, work.ticket().solvedAt())
        .or(() -> {
          Comment said = work.say(Comment.Kind.REMARKS, act.remarks());
          work.record(arrived, work.actor, Act.REMARKED, null, null, said);
          Enforcing.clientDid(work, DeadlineKind.ACCEPTANCE, arrived);
          Deadline rework = work.start(DeadlineKind.REWORK, line(work).reworkRule(), arrived);
          work.enter(Ticket.State.IN_PROGRESS);
          work.change(d -> d.plannedAt = rework.dueAt());
          work.tell(Event.REMARKS_RECEIVED, Audience.REQUESTER, rework, "");
          work.tell(Event.REMARKED, Audience.RESPONSIBLE, rework, act.remarks());
          return Optional.empty();
        });
  }

  private static MatrixLine line(Work work) {
    return work.timings.line(work.ticket()).orElseThrow();
  }

  static Instant arrived(Work work, @Nullable Instant arrivedAt) {
    return arrivedAt == null ? work.now : arrivedAt;
  }

  static Optional<Refusal> unfitArrival(Work work, Instant arrived, @Nullable Instant notBefore) {
    if (arrived.isAfter(work.now)) {
      return Optional.of(Refusal.invalid("arrivedAt", "refusal.arrival.future"));
    }
    return notBefore != null && arrived.isBefore(notBefore)
        ? Optional.of(Refusal.invalid("arrivedAt", "refusal.arrival.too-early", notBefore))
        : Optional.empty();
  }
}
