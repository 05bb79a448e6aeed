package org.otklik.helpdesk.call;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.call.CaseEntry.Act;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.plan.PlanTerms;
import org.otklik.helpdesk.ticket.HalfDays;
import org.otklik.helpdesk.ticket.Refusal;

/**
 * The life of a call case: somebody is owed a call back, gets it or not. Plain rules: they read
 * nothing and write nothing, but say what is to be written. Thread-safe.
 */
public final class CaseLife {
  private final IdSource ids;

  public CaseLife(IdSource ids) {
    this.ids = ids;
  }

  /** By which terms a call back is owed: the client's, where there is one, else our own. */
  public record Terms(PlanTerms plan, BusinessCalendar calendar) {}

  /** A case with everything that its rules look at. */
  public record Standing(CallCase callCase, List<Deadline> deadlines, Terms terms) {}

  /** What our own people are to be told. */
  public enum Event {
    /** A call back is due soon. */
    WARNING,
    /** A call back was not made in time. */
    BREACH,
    /** And still isn't made. */
    ESCALATION
  }

  /** Somebody is to be told of a deadline. */
  public record Told(Event event, CallCase callCase, Deadline deadline) {}

  /** All that an act changes, to be written in one transaction. */
  public record Changed(
      CallCase after,
      boolean isNew,
      List<CaseEntry> entries,
      List<Deadline> started,
      List<Deadline> changed,
      List<Told> told) {}

  /** What came of wanting to do something. */
  public sealed interface Decided {
    record Allowed(Changed changed) implements Decided {}

    record Refused(Refusal refusal) implements Decided {}
  }

  /**
   * Somebody is owed a call back.
   *
   * @param from when the term begins: the call
   */
  public Changed open(CallCase opened, Terms terms, Instant from, Actor by, Instant now) {
    CaseWork work = CaseWork.onNew(opened, terms, ids);
    work.record(now, by, Act.OPENED, opened.contact());
    work.owe(from);
    return work.done();
  }

  /** Somebody was promised a call back by a date, no further ahead than the plan allows. */
  public Decided openPromising(
      CallCase opened, Terms terms, @Nullable Instant dueAt, Actor by, Instant now) {
    CaseWork work = CaseWork.onNew(opened, terms, ids);
    work.record(now, by, Act.OPENED, opened.contact());
    if (dueAt == null) {
      work.owe(now);
      return new Decided.Allowed(work.done());
    }
    return promised(work, dueAt, now);
  }

  private static Decided promised(CaseWork work, Instant dueAt, Instant now) {
    Instant latest =
        work.owed()
            .filter(Deadline::isOpen)
            .flatMap(Deadline::due)
            .orElseGet(() -> work.latest(now).at().truncatedTo(ChronoUnit.MICROS));
    if (!dueAt.isAfter(now)) {
      return refused("dueAt", "refusal.date.past");
    }
    if (dueAt.isAfter(latest)) {
      return refused("dueAt", "refusal.date.too-late", latest);
    }
    work.waive(now);
    work.owe(now, dueAt);
    return new Decided.Allowed(work.done());
  }

  /** The caller was told another date. */
  public Decided promise(Standing standing, Instant dueAt, String text, Actor by, Instant now) {
    CaseWork work = awake(standing, now);
    if (!work.callCase().isOpen()) {
      return refused("", "refusal.case.closed");
    }
    work.record(now, by, Act.PROMISED, text);
    return promised(work, dueAt, now);
  }

  /** The same caller has tried again in vain. */
  public Changed calledAgain(Standing standing, Instant at, Actor by, Instant now) {
    CaseWork work = awake(standing, at);
    work.record(at, by, Act.CALLED_AGAIN, "");
    if (!work.callCase().isOpen()) {
      work.change(CallCase::reopened);
      work.record(now, by, Act.REOPENED, "");
    }
    if (work.owed().isEmpty()) {
      work.owe(at);
    }
    return work.done();
  }

  /**
   * They were called back and reached: nothing is owed any more, unless they have tried again
   * since. By its own instant the call back was in time or not, whatever is recorded by now.
   *
   * @param missedSince when they first called in vain after that, as far as we know
   */
  public Decided calledBack(
      Standing standing,
      String text,
      Actor by,
      Instant at,
      Optional<Instant> missedSince,
      Instant now) {
    CaseWork work = awake(standing, at);
    if (!work.callCase().isOpen()) {
      return refused("", "refusal.case.closed");
    }
    work.record(at, by, Act.CALLED_BACK, text);
    work.fulfil(at, by);
    if (missedSince.isPresent()) {
      work.owe(missedSince.get());
      return new Decided.Allowed(work.done());
    }
    work.change(c -> c.closed(CallCase.Closing.CALLED_BACK, null, now));
    work.record(now, by, Act.CLOSED, CallCase.Closing.CALLED_BACK.name());
    return new Decided.Allowed(work.done());
  }

  /** They were called in vain. */
  public Decided calledInVain(Standing standing, String text, Actor by, Instant at) {
    CaseWork work = awake(standing, at);
    if (!work.callCase().isOpen()) {
      return refused("", "refusal.case.closed");
    }
    work.record(at, by, Act.CALLED_IN_VAIN, text);
    work.change(c ->
        c.calledInVain(
            at,
            HalfDays.counted(c.vainHalfDays(), c.calledAt(), at, work.terms.calendar().zone())));
    return new Decided.Allowed(work.done());
  }

  /** Nobody can be called back: enough was tried, or there is no number. */
  public Decided giveUp(Standing standing, String text, Actor by, Instant now) {
    CaseWork work = awake(standing, now);
    CallCase callCase = work.callCase();
    if (!callCase.isOpen()) {
      return refused("", "refusal.case.closed");
    }
    boolean noNumber = callCase.caller() == null && callCase.contact().isBlank();
    if (!noNumber && callCase.vainHalfDays() < HalfDays.ENOUGH) {
      return refused("", "refusal.case.try-again", HalfDays.ENOUGH, callCase.vainHalfDays());
    }
    var because = noNumber ? CallCase.Closing.NO_NUMBER : CallCase.Closing.UNREACHABLE;
    work.waive(now);
    work.change(c -> c.closed(because, null, now));
    work.record(now, by, Act.CLOSED, text.isBlank() ? because.name() : text);
    return new Decided.Allowed(work.done());
  }

  /** Somebody found out who it was: it is a ticket now, which has the call back owed in it. */
  public Decided registered(Standing standing, long ticketId, Actor by, Instant now) {
    CaseWork work = awake(standing, now);
    if (!work.callCase().isOpen()) {
      return refused("", "refusal.case.closed");
    }
    work.waive(now);
    work.change(c -> c.closed(CallCase.Closing.REGISTERED, ticketId, now));
    work.record(now, by, Act.CLOSED, CallCase.Closing.REGISTERED.name());
    return new Decided.Allowed(work.done());
  }

  /** Takes every step that the time has come for. */
  public Changed wake(Standing standing, Instant now) {
    return awake(standing, now).done();
  }

  private CaseWork awake(Standing standing, Instant until) {
    CaseWork work = CaseWork.on(standing, ids);
    Optional<Deadline> next = next(work, until);
    while (next.isPresent()) {
      step(work, next.get());
      next = next(work, until);
    }
    return work;
  }

  private static Optional<Deadline> next(CaseWork work, Instant until) {
    return work.owed().filter(d -> d.wakeAt().isBefore(until));
  }

  private static void step(CaseWork work, Deadline deadline) {
    Instant due = deadline.due().orElse(Deadline.NEVER);
    if (deadline.step() == Deadline.BEFORE_NOTICE) {
      work.record(deadline.wakeAt(), Actor.PROGRAM, Act.WARNED, "");
      work.change(deadline, d -> d.stepped(due));
      work.tell(Event.WARNING, deadline);
    } else if (deadline.step() == Deadline.WARNED) {
      work.record(due, Actor.PROGRAM, Act.BREACHED, "");
      work.change(deadline, d -> d.breached(escalationAt(work, due, 0)));
      work.tell(Event.BREACH, deadline);
    } else {
      int index = deadline.step() - Deadline.PASSED;
      work.record(deadline.wakeAt(), Actor.PROGRAM, Act.ESCALATED, "");
      work.change(deadline, d -> d.stepped(escalationAt(work, due, index + 1)));
      work.tell(Event.ESCALATION, deadline);
    }
  }

  private static Instant escalationAt(CaseWork work, Instant due, int index) {
    var steps = work.terms.plan().escalation();
    return index >= steps.size()
        ? Deadline.NEVER
        : work.terms
            .calendar()
            .due(due, steps.get(index).after(), Convention.WORKING)
            .at()
            .truncatedTo(ChronoUnit.MICROS);
  }

  private static Decided refused(String field, String key, Object... values) {
    return new Decided.Refused(Refusal.invalid(field, key, values));
  }
}
