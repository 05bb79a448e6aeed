package org.otklik.helpdesk.ticket;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/** What the two sides say to each other: calls, questions, answers, replies. */
final class Clarifying {
  private Clarifying() {}

  static Optional<Refusal> attemptCall(Work work, TicketAct.AttemptCall act) {
    called(work, act.reached(), work.now, work.say(Comment.Kind.CALL, act.note()));
    return Optional.empty();
  }

  /** They were called, and reached or not. */
  static void called(Work work, boolean reached, Instant at, Comment said) {
    work.record(at, work.actor, Act.CALL_ATTEMPTED, null, reached ? "reached" : "in vain", said);
    int halfDays =
        HalfDays.counted(
            work.ticket().vainHalfDays(),
            work.ticket().calledAt(),
            at,
            work.agreement.calendar().zone());
    work.change(d -> {
      d.calledAt = reached ? null : at;
      d.vainHalfDays = reached ? 0 : halfDays;
    });
  }

  /**
   * Asks the client. Before the analysis has ended the ticket then awaits their answer, provided
   * that they were called first in vain, or a reason says why not; later no clock stops.
   */
  static Optional<Refusal> ask(Work work, TicketAct.Ask act) {
    if (work.ticket().state() != Ticket.State.REGISTERED) {
      question(work, act);
      work.tell(Event.ANSWER, Audience.REQUESTER, null, act.question());
      return Optional.empty();
    }
    if (work.ticket().calledAt() == null && act.noCallBecause().isBlank()) {
      return Optional.of(Refusal.invalid("noCallBecause", "refusal.question.call-first"));
    }
    if (work.ticket().calledAt() == null) {
      work.record(Act.NOTED, work.say(Comment.Kind.CALL, act.noCallBecause()));
    }
    question(work, act);
    work.fulfil(DeadlineKind.FIRST_RESPONSE, work.now);
    var term = new TermRule.Within(work.agreement.plan().terms().clarification());
    Deadline answer = work.start(DeadlineKind.CLARIFICATION, term, work.now);
    work.enter(Ticket.State.AWAITING_CLARIFICATION);
    work.tell(Event.QUESTION, Audience.REQUESTER, answer, act.question());
    return Optional.empty();
  }

  private static void question(Work work, TicketAct.Ask act) {
    work.record(Act.ASKED, work.say(Comment.Kind.QUESTION, act.question()));
  }

  /** Tells the client something; whether that is a first response, the plan says. */
  static Optional<Refusal> answer(Work work, TicketAct.Answer act) {
    Comment said = work.say(Comment.Kind.ANSWER, act.text());
    act.files().forEach(file -> work.attach(said, null, file));
    work.record(Act.ANSWERED, said);
    if (work.agreement.plan().terms().answeredBy() == PlanTerms.AnsweredBy.PERSON) {
      work.fulfil(DeadlineKind.FIRST_RESPONSE, work.now);
    }
    work.tell(Event.ANSWER, Audience.PARTICIPANTS, said);
    return Optional.empty();
  }

  static Optional<Refusal> note(Work work, TicketAct.Note act) {
    Comment said = work.say(Comment.Kind.NOTE, act.text());
    act.files().forEach(file -> work.attach(said, null, file));
    work.record(Act.NOTED, said);
    return Optional.empty();
  }

  /**
   * The client said something more. It ends the wait for an answer, and takes a closed ticket up
   * again; both begin a fresh first-response term.
   */
  static void reply(Work work, Request request) {
    Comment said = say(work, Comment.Kind.REPLY, request);
    work.record(Act.REPLIED, said);
    Enforcing.clientDid(work, DeadlineKind.CLARIFICATION, request.arrivedAt());
    switch (work.ticket().state()) {
      case AWAITING_CLARIFICATION -> beginAnew(work);
      case CLOSED -> reopen(work);
      case REGISTERED, IN_PROGRESS, SOLUTION_PROVIDED -> {}
    }
    work.tell(Event.REPLIED, Audience.RESPONSIBLE, null, request.text());
  }

  /** By something that the client did. */
  static void reopen(Work work) {
    work.record(Act.REOPENED, work.ticket().closedBecause(), null);
    beginAnew(work);
    work.tell(Event.REOPENED, Audience.REQUESTER, null, "");
  }

  /** Registered again: to be analysed within a fresh first-response term. */
  static void beginAnew(Work work) {
    work.change(d -> {
      d.closingProposed = false;
      d.calledAt = null;
      d.vainHalfDays = 0;
      d.analysedAt = null;
      d.plannedAt = null;
      d.solvedAt = null;
      d.closedAt = null;
      d.closedBecause = null;
      d.mergedInto = null;
    });
    work.start(
        DeadlineKind.FIRST_RESPONSE,
        new TermRule.Within(work.agreement.plan().terms().firstResponse()),
        work.now);
    work.enter(Ticket.State.REGISTERED);
  }

  /** Whether a reply that arrived at an instant belongs to the ticket: it isn't closed too long. */
  static boolean joins(Ticket ticket, Agreement agreement, Instant arrived) {
    Instant closed = ticket.closedAt();
    return closed == null
        || !arrived.isAfter(closed.plus(agreement.plan().terms().reopeningDays(), ChronoUnit.DAYS));
  }

  /** What a member of staff said, with their files. */
  static Comment say(Work work, Comment.Kind kind, Request request) {
    Actor author = Actor.staff(request.from().id(), request.from().name());
    Comment comment = work.say(kind, author, request.text(), request.quoted(), request.mailId());
    Long mailId = request.mailId();
    if (mailId != null) {
      request.files().forEach(file -> work.attach(comment, mailId, file));
    }
    return comment;
  }
}
