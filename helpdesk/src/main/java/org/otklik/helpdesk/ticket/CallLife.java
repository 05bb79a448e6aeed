package org.otklik.helpdesk.ticket;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/**
 * What calls do to tickets: begin them, answered on the spot or with a call back owed, and end what
 * is owed. Plain rules, as in {@link TicketLife}. Thread-safe.
 */
public final class CallLife {
  private final IdSource ids;
  private final TicketLife tickets;

  public CallLife(IdSource ids, TicketLife tickets) {
    this.ids = ids;
    this.tickets = tickets;
  }

  /** Where a new ticket belongs: its agreement and its number. */
  public record Place(Agreement agreement, long number) {}

  /** What was asked was answered in the call: a support ticket whose solution is provided. */
  public Decided onTheSpot(
      Request request, String solution, Actor operator, Place place, Instant now) {
    Work work = tickets.begin(request, place.agreement(), place.number(), now, now);
    work.actor = operator;
    return Analysing.onTheSpot(work)
        .or(() -> Solving.provide(work, new TicketAct.ProvideSolution(solution)))
        .<Decided>map(Decided.Refused::new)
        .orElseGet(work::done);
  }

  /** What was asked will be answered in a call back, by a date. */
  public Decided promising(
      Request request,
      TicketAct.PromiseFeedback promise,
      Actor operator,
      Place place,
      Instant now) {
    Work work = tickets.begin(request, place.agreement(), place.number(), now, now);
    work.actor = operator;
    return Promising.promiseFeedback(work, promise)
        .<Decided>map(Decided.Refused::new)
        .orElseGet(work::done);
  }

  /** The latest date for a call back that an agreement allows. */
  public static Instant latestFeedback(Agreement agreement, Instant from) {
    PlanTerms plan = agreement.plan().terms();
    return agreement
        .calendar()
        .due(from, plan.feedback(), plan.providerDays())
        .at()
        .truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Nobody could talk with the caller: they are owed a call back as well as a first response, both
   * from the call, however late we heard of it.
   */
  public Decided.Allowed missed(Request request, Place place, Instant now) {
    Work work = tickets.begin(request, place.agreement(), place.number(), now, request.arrivedAt());
    oweFeedback(work, request.arrivedAt());
    return work.done();
  }

  /**
   * The same caller has tried again in vain.
   *
   * @param said whether they left a message: then it is a reply, too
   */
  public Decided.Allowed missedAgain(Matter matter, Request request, boolean said, Instant now) {
    Actor caller = Actor.staff(request.from().id(), request.from().name());
    Work work = Work.on(matter, caller, now, ids);
    Enforcing.wake(work, request.arrivedAt(), Instant.MIN);
    if (said) {
      Clarifying.reply(work, request);
    } else {
      work.record(Act.CALLED_AGAIN, Clarifying.say(work, Comment.Kind.CALL, request));
      if (work.ticket().state() == Ticket.State.CLOSED) {
        Clarifying.reopen(work);
      }
      work.tell(Event.REPLIED, Audience.RESPONSIBLE, null, request.text());
    }
    if (work.owed(DeadlineKind.FEEDBACK).isEmpty()) {
      oweFeedback(work, request.arrivedAt());
    }
    return work.done();
  }

  /** Nobody said what came of a call that an operator took: it is theirs to find out. */
  public Decided.Allowed undocumented(
      Request request, Optional<Long> operatorId, Place place, Instant now) {
    Work work = tickets.begin(request, place.agreement(), place.number(), now, request.arrivedAt());
    work.actor = Actor.PROGRAM;
    work.record(Act.CALL_UNDOCUMENTED, null, operatorId.orElse(null));
    operatorId.ifPresent(id -> Analysing.assign(work, id));
    return work.done();
  }

  /**
   * How a call back went.
   *
   * @param feedback whether it was the call back that is owed, rather than a question
   * @param tried whether the number was dialled at all
   * @param reached whether it was answered for long enough
   * @param at when
   * @param missedSince when they first called in vain after that, as far as we know
   */
  public record CalledBack(
      boolean feedback,
      boolean tried,
      boolean reached,
      String note,
      Instant at,
      Optional<Instant> missedSince) {}

  /**
   * We called, by the PBX. What was done in time counts, though we hear of it late: a breach that
   * is recorded by then is withdrawn, with an entry of its own. Who has called in vain since is
   * owed another call back.
   */
  public Decided.Allowed calledBack(Matter matter, CalledBack call, Actor operator, Instant now) {
    Work work = Work.on(matter, operator, now, ids);
    Enforcing.wake(work, call.at(), Instant.MIN);
    Comment said = work.say(Comment.Kind.CALL, call.note());
    if (!call.tried() || work.ticket().state() == Ticket.State.CLOSED) {
      work.record(Act.NOTED, said);
      return work.done();
    }
    Clarifying.called(work, call.reached(), call.at(), said);
    if (call.reached()) {
      if (call.feedback() && work.owed(DeadlineKind.FEEDBACK).isPresent()) {
        work.record(call.at(), operator, Act.FEEDBACK_GIVEN, null, null, said);
        work.fulfil(DeadlineKind.FEEDBACK, call.at());
        call.missedSince().ifPresent(since -> oweFeedback(work, since));
      }
      if (work.agreement.plan().terms().answeredBy() == PlanTerms.AnsweredBy.PERSON) {
        work.fulfil(DeadlineKind.FIRST_RESPONSE, call.at());
      }
    }
    return work.done();
  }

  private static void oweFeedback(Work work, Instant from) {
    work.start(
        DeadlineKind.FEEDBACK, new TermRule.Within(work.agreement.plan().terms().feedback()), from);
  }
}
