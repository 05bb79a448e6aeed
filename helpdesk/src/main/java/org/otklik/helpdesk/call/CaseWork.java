package org.otklik.helpdesk.call;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.calendar.Due;
import org.otklik.helpdesk.call.CaseLife.Changed;
import org.otklik.helpdesk.call.CaseLife.Standing;
import org.otklik.helpdesk.call.CaseLife.Told;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Timing;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.Actor;

/** One act upon one call case while it is being done. Not thread-safe. */
final class CaseWork {
  final CaseLife.Terms terms;
  private final IdSource ids;
  private final boolean isNew;
  private final List<CaseEntry> entries = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private final Map<Long, Deadline> before = new LinkedHashMap<>();
  private final Map<Long, Deadline> deadlines = new LinkedHashMap<>();
  private CallCase callCase;

  private CaseWork(Standing standing, boolean isNew, IdSource ids) {
    this.callCase = standing.callCase();
    this.terms = standing.terms();
    this.isNew = isNew;
    this.ids = ids;
    standing.deadlines().forEach(d -> before.put(d.id(), d));
    deadlines.putAll(before);
  }

  static CaseWork on(Standing standing, IdSource ids) {
    return new CaseWork(standing, false, ids);
  }

  static CaseWork onNew(CallCase callCase, CaseLife.Terms terms, IdSource ids) {
    return new CaseWork(new Standing(callCase, List.of(), terms), true, ids);
  }

  CallCase callCase() {
    return callCase;
  }

  void change(UnaryOperator<CallCase> change) {
    callCase = change.apply(callCase);
  }

  Deadline change(Deadline deadline, UnaryOperator<Deadline> change) {
    Deadline changed = change.apply(deadline);
    deadlines.put(changed.id(), changed);
    return changed;
  }

  /** The call back that is owed was made, in time or not. */
  void fulfil(Instant at, Actor by) {
    owed()
        .ifPresent(d -> {
          Deadline done = change(d, owed -> owed.fulfilled(at));
          if (!d.isOpen() && done.outcome() == Deadline.Outcome.MET) {
            record(at, by, CaseEntry.Act.BREACH_WITHDRAWN, "");
          }
        });
  }

  /** The call back that is still owed, in time or not. */
  Optional<Deadline> owed() {
    return deadlines.values().stream().filter(Deadline::isOwed).reduce((earlier, later) -> later);
  }

  void record(Instant at, Actor by, CaseEntry.Act act, String text) {
    entries.add(
        new CaseEntry(ids.next(), callCase.id(), at, by.kind(), by.id(), by.name(), act, text));
  }

  void tell(CaseLife.Event event, Deadline about) {
    told.add(new Told(event, callCase, about));
  }

  /** The latest date for a call back. */
  Due latest(Instant from) {
    return terms.calendar().due(from, terms.plan().feedback(), terms.plan().providerDays());
  }

  /** A call back is owed by the plan's term. */
  void owe(Instant from) {
    Due due = latest(from);
    start(terms.plan().feedback().toString(), from, due.at(), due.provisional());
  }

  /** A call back is owed at a date that was promised. */
  void owe(Instant from, Instant promised) {
    start(Deadline.FIXED, from, promised, false);
  }

  private void start(String rule, Instant from, Instant due, boolean provisional) {
    Instant dueAt = due.truncatedTo(ChronoUnit.MICROS);
    Instant notice =
        terms
            .calendar()
            .noticePoint(dueAt, terms.plan().notice(), from)
            .truncatedTo(ChronoUnit.MICROS);
    var deadline =
        Deadline.starting(
            ids.next(),
            Deadline.Subject.CALL,
            callCase.id(),
            DeadlineKind.FEEDBACK,
            rule,
            from,
            new Timing(notice, dueAt, provisional, null, null),
            false);
    deadlines.put(deadline.id(), deadline);
  }

  /** Owed no more; a breach stays one. */
  void waive(Instant at) {
    owed()
        .ifPresent(d ->
            change(
                d,
                owed -> owed.isOpen() ? owed.ended(Deadline.Outcome.WAIVED) : owed.fulfilled(at)));
  }

  Changed done() {
    var started = new ArrayList<Deadline>();
    var changed = new ArrayList<Deadline>();
    deadlines.forEach((id, deadline) -> {
      if (!before.containsKey(id)) {
        started.add(deadline);
      } else if (!deadline.equals(before.get(id))) {
        changed.add(deadline);
      }
    });
    return new Changed(callCase, isNew, entries, started, changed, told);
  }
}
