package org.otklik.helpdesk.year;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.ticket.TicketAct;
import org.otklik.helpdesk.year.Terms.By;
import org.otklik.helpdesk.year.Terms.Rule;

/** What must have come of one ticket by what people did, to it and around it. */
final class RetoldActs extends Retelling {
  private static final Set<String> OF_THE_MATRIX = Set.of("RESOLUTION", "ACCEPTANCE", "REWORK");

  /** Where the log itself can't be: something was done that no rule allows, or the reverse. */
  final List<String> strange = new ArrayList<>();

  private boolean merged;

  RetoldActs(Cast cast, YearLog.Registered begun, Instant at, TermClock clock, YearLog log) {
    super(cast, begun, at, clock, log);
    start("FIRST_RESPONSE", Rule.within(terms.firstResponse()), at);
    toRequester("ACKNOWLEDGEMENT");
  }

  void retell(YearLog.Entry entry) {
    switch (entry.event()) {
      case YearLog.Replied replied -> {
        engineUntil(entry.at());
        look(replied.arrived(), false);
        reply(replied.arrived());
      }
      case YearLog.Did did when did.refusal() != null -> refused(did);
      case YearLog.Did did -> {
        until(entry.at());
        if (did.target() >= owed.size()) {
          strange.add("about a deadline that must not be: " + entry);
          return;
        }
        if (!Rules.allows(state, did.act())) {
          strange.add("done, though not allowed while " + state + ": " + entry);
        }
        act(did, did.act());
      }
      default -> throw new IllegalArgumentException(entry.toString());
    }
  }

  private void refused(YearLog.Did did) {
    if ("refusal.not-in-this-state".equals(did.refusal()) && Rules.allows(state, did.act())) {
      // Time may have closed it since; whoever came next saw it.
      if (!terms.closes()) {
        strange.add("refused, though allowed while " + state + ": " + did);
      }
    }
  }

  private void act(YearLog.Did did, TicketAct act) {
    switch (act) {
      case TicketAct.Analyse a -> analyse(a, did.by());
      case TicketAct.Reclassify r -> reclassify(r);
      case TicketAct.ChooseRelease c -> chooseRelease(c);
      case TicketAct.Plan p -> {
        plan(p.plannedAt(), matrix().orElseThrow());
        toRequester("NOTICE");
      }
      case TicketAct.Ask _ -> ask();
      case TicketAct.Answer _ -> {
        if (terms.byPerson()) {
          fulfil("FIRST_RESPONSE", now);
        }
        toRequester("ANSWER");
      }
      case TicketAct.Assign a -> assign(a.operatorId(), did.by());
      case TicketAct.ProvideSolution _ -> provide();
      case TicketAct.Accept a -> {
        clientDid("ACCEPTANCE", arrived(a.arrivedAt()));
        toResponsible("ALERT");
        close("ACCEPTED");
      }
      case TicketAct.Remark r -> remark(arrived(r.arrivedAt()));
      case TicketAct.GiveNotice n -> notice(owed.get(did.target()), arrived(n.arrivedAt()));
      case TicketAct.Consent c -> consent(owed.get(did.target()), c.newDueAt());
      case TicketAct.PromiseFeedback p -> {
        owed("FEEDBACK").ifPresent(this::waive);
        startAt("FEEDBACK", p.dueAt(), now);
      }
      case TicketAct.GiveFeedback _ -> fulfil("FEEDBACK", now);
      case TicketAct.Pause _ -> pause();
      case TicketAct.Resume _ -> resume();
      case TicketAct.Close c -> close(c.because().name());
      case TicketAct.Reopen _ -> {
        if (merged) {
          strange.add("reopened, though it is another's duplicate");
        }
        reopen();
      }
      case TicketAct.Merge _ -> {
        merged = true;
        close("DUPLICATE");
      }
      case TicketAct.LiftBestEffort _ -> lift();
      case TicketAct.ExplainBreach _ -> {
        Owed breached = owed.get(did.target());
        breached.tell("BREACH_EXPLAINED", now);
        if (!breached.outcome.equals("BREACHED")) {
          strange.add("explained a breach that is none: " + did);
        }
      }
      case TicketAct.AttemptCall _, TicketAct.Note _, TicketAct.Link _, TicketAct.Split _ -> {}
    }
  }

  private Instant arrived(@Nullable Instant at) {
    return at == null ? now : at;
  }

  private void analyse(TicketAct.Analyse a, long by) {
    classify(a.category(), a.priority(), a.componentId(), a.releaseId());
    assign(a.responsibleId() == null ? responsible : a.responsibleId(), by);
    fulfil("FIRST_RESPONSE", now);
    owed("CLARIFICATION").ifPresent(this::waive);
    closingProposed = false;
    Owed resolution = start("RESOLUTION", clock.line().resolution(), now);
    plan(a.plannedAt(), resolution);
    enter("IN_PROGRESS");
    toRequester("NOTICE");
  }

  private void classify(
      @Nullable Category category,
      @Nullable Priority priority,
      @Nullable Long component,
      @Nullable Long release) {
    clock.category = category;
    clock.priority = priority;
    clock.component = component == null ? clock.component : component;
    if (clock.line().resolution().by() != By.CHOSEN) {
      clock.chosen = null;
    } else if (release != null) {
      clock.chosen = release;
    }
  }

  private void reclassify(TicketAct.Reclassify r) {
    Optional<Owed> before = matrix();
    classify(r.category(), r.priority(), r.componentId(), r.releaseId());
    for (Owed o : List.copyOf(owed)) {
      if (o.isOpen() && OF_THE_MATRIX.contains(o.kind) && o.rule.by() != By.DATE) {
        reclassify(o);
      }
    }
    if (before.isPresent()) {
      plan(r.plannedAt(), matrix().orElseThrow());
    }
    toRequester("NOTICE");
  }

  private void reclassify(Owed o) {
    var timing = clock.under(o, rule(o.kind));
    Instant resumed = o.resumed;
    Instant due = timing.due();
    o.rule = rule(o.kind);
    if (resumed != null) {
      boolean goesOn = due != null && timing.release() == null && due.isAfter(resumed);
      o.left = goesOn && due != null ? clock.calendar.between(resumed, due) : 0;
      o.resumed = goesOn ? resumed : null;
    }
    o.retime(timing);
    o.tell("DEADLINE_RECOMPUTED", now);
  }

  private Rule rule(String kind) {
    return switch (kind) {
      case "ACCEPTANCE" -> clock.line().acceptance();
      case "REWORK" -> clock.line().rework();
      default -> clock.line().resolution();
    };
  }

  private Optional<Owed> matrix() {
    return owed("REWORK").or(() -> owed("RESOLUTION"));
  }

  /** Of what is bound to a release the date is the release's. */
  private void plan(@Nullable Instant wanted, Owed matrix) {
    Instant date = matrix.rule.isReleaseBound() || wanted == null ? matrix.due : wanted;
    owed("PLANNED_DATE").ifPresent(this::waive);
    planned = date;
    if (date != null && date.isAfter(now) && !date.equals(matrix.due)) {
      startAt("PLANNED_DATE", date, now);
    }
  }

  private void chooseRelease(TicketAct.ChooseRelease c) {
    clock.chosen = c.releaseId();
    for (Owed o : owed) {
      if (o.isOpen() && o.rule.by() == By.CHOSEN) {
        o.retime(clock.by(o, o.rule));
        planned = o.due;
        o.tell("DEADLINE_MOVED", now);
        toRequester("NOTICE");
      }
    }
  }

  private void assign(@Nullable Long operator, long by) {
    if (!Objects.equals(responsible, operator)) {
      responsible = operator;
      if (operator != null && operator != by) {
        toResponsible("ALERT");
      }
    }
  }

  private void ask() {
    if (state.equals("REGISTERED")) {
      fulfil("FIRST_RESPONSE", now);
      start("CLARIFICATION", Rule.within(Terms.CLARIFICATION), now);
      enter("AWAITING_CLARIFICATION");
    }
    toRequester("ANSWER");
  }

  private void reply(Instant arrived) {
    clientDid("CLARIFICATION", arrived);
    if (state.equals("AWAITING_CLARIFICATION")) {
      beginAnew();
    } else if (state.equals("CLOSED")) {
      reopen();
    }
    toResponsible("ALERT");
  }

  private void reopen() {
    story.add("REOPENED " + now);
    beginAnew();
    toRequester("NOTICE");
  }

  private void beginAnew() {
    closingProposed = false;
    planned = null;
    closedAt = null;
    closedBecause = null;
    merged = false;
    start("FIRST_RESPONSE", Rule.within(terms.firstResponse()), now);
    enter("REGISTERED");
  }

  private void provide() {
    fulfil("RESOLUTION", now);
    fulfil("REWORK", now);
    fulfil("PLANNED_DATE", now);
    start("ACCEPTANCE", clock.line().acceptance(), now);
    enter("SOLUTION_PROVIDED");
    toRequester("ANSWER");
  }

  private void clientDid(String kind, Instant arrived) {
    owed(kind)
        .filter(o -> o.isOpen() && o.isPast(arrived))
        .ifPresent(o -> {
          clientBroke(o, Optional.ofNullable(o.due).orElseThrow());
          toResponsible("ALERT");
        });
    if (fulfil(kind, arrived)) {
      forgive();
    }
  }

  private void remark(Instant arrived) {
    clientDid("ACCEPTANCE", arrived);
    Owed rework = start("REWORK", clock.line().rework(), arrived);
    enter("IN_PROGRESS");
    planned = rework.due;
    toRequester("NOTICE");
    toResponsible("ALERT");
  }

  /** Whether a recorded breach was none, as the client had done it in time. */
  private boolean fulfil(String kind, Instant at) {
    Optional<Owed> found = owed(kind);
    if (found.isEmpty()) {
      return false;
    }
    Owed o = found.get();
    boolean met = !o.isPast(at) && (o.isOpen() || o.isClients());
    boolean withdrawn = met && !o.isOpen();
    o.tell(withdrawn ? "BREACH_WITHDRAWN" : met ? "DEADLINE_MET" : "BREACH_FULFILLED", at);
    o.end(met ? "MET" : "BREACHED");
    o.fulfilled = at;
    o.silentlyBroken &= !withdrawn;
    return withdrawn;
  }

  private void forgive() {
    if (bestEffort && owed.stream().noneMatch(o -> o.silentlyBroken)) {
      lift();
    }
  }

  private void lift() {
    story.add("BEST_EFFORT_LIFTED " + now);
    bestEffort = false;
    owed.stream().filter(Owed::isOpen).forEach(o -> o.bestEffort = false);
  }

  private void notice(Owed o, Instant arrived) {
    Instant point = o.notice;
    if (!o.noticed.equals("IN_TIME")) {
      // "Не позднее чем за": the point itself is in time.
      o.noticed = point == null || !arrived.isAfter(point) ? "IN_TIME" : "LATE";
    }
    Instant before = o.noticedAt;
    o.noticedAt = before != null && before.isBefore(arrived) ? before : arrived;
    o.tell("NOTICE_GIVEN", arrived);
    if (o.silentlyBroken && !o.isPast(arrived)) {
      o.silentlyBroken = false;
      forgive();
    }
    toOther(o);
  }

  private void consent(Owed o, Instant due) {
    o.end("MOVED");
    o.tell("DEADLINE_MOVED", now);
    startAt(o.kind, due, o.start);
    toRequester("NOTICE");
    toResponsible("ALERT");
  }

  private void toOther(Owed o) {
    if (o.isClients()) {
      toResponsible("ALERT");
    } else {
      toRequester("NOTICE");
    }
  }

  private void pause() {
    for (Owed o : owed) {
      if (!o.isClients() && o.isOpen() && o.paused == null && !o.isPast(now)) {
        o.paused = now;
        o.wake = Owed.NEVER;
        o.tell("DEADLINE_PAUSED", now);
      }
    }
  }

  private void resume() {
    for (Owed o : owed) {
      Instant since = o.paused;
      if (since != null && o.isOpen()) {
        o.tell("DEADLINE_RESUMED", now);
        resume(o, since);
      }
    }
  }

  private void resume(Owed o, Instant since) {
    Instant due = o.due;
    Instant notice = o.notice;
    boolean goesOn = due != null && o.release == null && !due.isBefore(since);
    o.left = goesOn && due != null ? clock.calendar.between(since, due) : 0;
    o.resumed = goesOn ? now : null;
    Instant first = notice != null ? notice : due != null ? due : Owed.NEVER;
    var timing =
        clock.again(o).orElseGet(() -> new Owed.Timing(notice, due, false, o.release, first));
    o.paused = null;
    o.retime(timing);
  }

  /** A release was planned, moved, called off or shipped; the board says it already. */
  void released(YearLog.Entry entry, Board.Release release) {
    boolean concerned =
        Long.valueOf(release.component()).equals(clock.component)
            && owed.stream().anyMatch(o -> o.isOpen() && o.rule.isReleaseBound());
    if (!concerned) {
      return;
    }
    engineUntil(entry.at());
    if (entry.event() instanceof YearLog.Shipped) {
      look(entry.at(), false);
      owed.stream()
          .filter(o -> o.isOpen() && o.paused == null && isOwedWith(o, release))
          .toList()
          .forEach(o -> {
            o.due = now;
            o.notice = o.notice == null || now.isBefore(o.notice) ? now : o.notice;
            breach(o, now);
          });
    }
    owed.stream().filter(o -> o.isOpen() && o.rule.isReleaseBound()).forEach(this::rebind);
  }

  private boolean isOwedWith(Owed o, Board.Release release) {
    return switch (o.rule.by()) {
      case NEXT_SCHEDULED -> release.scheduled();
      case NEXT_UNSCHEDULED -> !release.scheduled();
      case CHOSEN -> Long.valueOf(release.id()).equals(clock.chosen);
      case LENGTH, NONE, DATE -> false;
    };
  }

  private void rebind(Owed o) {
    var timing = clock.by(o, o.rule);
    if (o.differs(timing)) {
      o.retime(timing);
      o.moves++;
      planned = o.due;
      o.tell("DEADLINE_MOVED", now);
      toRequester("NOTICE");
      toResponsible("ALERT");
    }
  }

  /** The calendar says something else from now on. */
  void recalendared(YearLog.Entry entry, SlowCalendar calendar) {
    engineUntil(entry.at());
    clock.calendar = calendar;
    for (Owed o : owed) {
      if (o.isOpen() && !o.isPast(now)) {
        clock
            .again(o)
            .filter(o::differs)
            .ifPresent(timing -> {
              o.retime(timing);
              if (o.rule.isReleaseBound()) {
                planned = o.due;
              }
              o.tell("DEADLINE_RECOMPUTED", now);
            });
      }
    }
  }
}
