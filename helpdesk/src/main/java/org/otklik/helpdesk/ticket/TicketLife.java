package org.otklik.helpdesk.ticket;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Timing;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryChain;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.plan.TermRule;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.ticket.Told.Audience;
import org.otklik.helpdesk.ticket.Told.Event;

/**
 * The life of a ticket: how it begins, what can be done to it, and what time does to it. Plain
 * rules: they read nothing and write nothing, but say what is to be written. Thread-safe.
 */
public final class TicketLife {
  private static final int SUBJECT_LIMIT = 500;

  private final IdSource ids;

  public TicketLife(IdSource ids) {
    this.ids = ids;
  }

  /**
   * Registers a request: a ticket with its first-response deadline, which runs from the
   * registration in the client's calendar.
   *
   * @param number the ticket's number
   * @param now the instant of registration
   * @param continues the closed ticket that it came as a reply to, if any
   */
  public Decided.Allowed register(
      Request request, Agreement agreement, long number, Instant now, @Nullable Long continues) {
    return register(request, agreement, number, now, now, TicketLink.Kind.CONTINUES, continues);
  }

  /**
   * Registers a request that lay here undecided: its first-response deadline runs from its arrival,
   * and may be over already.
   *
   * @param now the instant of registration
   */
  public Decided.Allowed registerLate(
      Request request, Agreement agreement, long number, Instant now, @Nullable Long continues) {
    return register(
        request, agreement, number, now, request.arrivedAt(), TicketLink.Kind.CONTINUES, continues);
  }

  /** Registers what was said on another ticket as one of its own. */
  public Decided.Allowed splitOff(Request request, Matter from, long number, Instant now) {
    return register(
        request,
        from.agreement(),
        number,
        now,
        now,
        TicketLink.Kind.SPLIT_FROM,
        from.ticket().id());
  }

  private Decided.Allowed register(
      Request request,
      Agreement agreement,
      long number,
      Instant now,
      Instant runsFrom,
      TicketLink.Kind kind,
      @Nullable Long other) {
    Work work = begin(request, agreement, number, now, runsFrom);
    if (other != null) {
      work.link(other, kind);
    }
    return work.done();
  }

  /**
   * A new ticket, with what is owed for each.
   *
   * @param runsFrom when its first-response term begins
   */
  Work begin(Request request, Agreement agreement, long number, Instant now, Instant runsFrom) {
    var ticket =
        new Ticket(
            ids.next(),
            number,
            agreement.client().id(),
            request.from().id(),
            agreement.plan().id(),
            subject(request),
            Ticket.State.REGISTERED,
            request.channel(),
            agreement.client().responsibleId(),
            request.arrivedAt(),
            now,
            null,
            null,
            false,
            null,
            null,
            null,
            null,
            null,
            0,
            null,
            null,
            null,
            null,
            false,
            false,
            Ticket.NOTHING_DUE,
            0,
            HistoryChain.BEGINNING,
            0);
    Actor requester = Actor.staff(request.from().id(), request.from().name());
    Work work = Work.onNew(ticket, agreement, ReleaseBoard.EMPTY, requester, ids);
    Comment said = Clarifying.say(work, Comment.Kind.REQUEST, request);
    work.record(now, requester, Act.REGISTERED, null, request.channel(), said);
    work.start(
        DeadlineKind.FIRST_RESPONSE,
        new TermRule.Within(agreement.plan().terms().firstResponse()),
        runsFrom);
    return work;
  }

  /** Whether a reply that arrived at an instant joins the ticket, or begins one that follows it. */
  public boolean joins(Matter matter, Instant arrived) {
    return Clarifying.joins(matter.ticket(), matter.agreement(), arrived);
  }

  /**
   * The client said something more, by whatever channel. What time had brought when it arrived
   * comes first; of the client's own terms that is what they do, not what may lie unread.
   */
  public Decided.Allowed reply(Matter matter, Request request, Instant now) {
    Actor author = Actor.staff(request.from().id(), request.from().name());
    Work work = Work.on(matter, author, now, ids);
    Enforcing.wake(work, request.arrivedAt(), Instant.MIN);
    Clarifying.reply(work, request);
    return work.done();
  }

  /**
   * A program answered for somebody, such as an out-of-office notice: shown to operators. Nobody
   * has said anything by it, so it ends no term and takes nothing up again.
   */
  public Decided.Allowed note(Matter matter, Request request, Instant now) {
    Actor author = Actor.staff(request.from().id(), request.from().name());
    Work work = Work.on(matter, author, now, ids);
    work.record(Act.NOTED, Clarifying.say(work, Comment.Kind.NOTE, request));
    return work.done();
  }

  /**
   * A mail system reports on a letter of ours.
   *
   * @param permanent it will not be delivered
   * @param recipient whom it didn't reach
   * @param tell whether the responsible operator is to hear of it
   */
  public Decided.Allowed undelivered(
      Matter matter, boolean permanent, String recipient, boolean tell, Instant now) {
    Work work = Work.on(matter, Actor.PROGRAM, now, ids);
    work.record(Act.UNDELIVERED, null, permanent ? "permanent" : "temporary");
    if (tell) {
      work.tell(Event.UNDELIVERED, Audience.RESPONSIBLE, null, recipient);
    }
    return work.done();
  }

  /**
   * Does something to a ticket, or says why not. What time has brought by now comes first.
   *
   * @param other the other ticket that a merge or a link names
   * @param mailReadUntil until when all that clients sent has been seen
   */
  public Decided perform(
      Matter matter,
      TicketAct act,
      @Nullable Matter other,
      Actor actor,
      Instant now,
      Instant mailReadUntil) {
    Work work = Work.on(matter, actor, now, ids);
    Enforcing.wake(work, now, mailReadUntil);
    Ticket.State state = work.ticket().state();
    if (!act.kind().isAllowedIn(state)) {
      return new Decided.Refused(
          Refusal.notAllowed(
              "refusal.not-in-this-state", ActKind.allowedIn(state), act.kind(), state));
    }
    Optional<Refusal> refusal = perform(work, act, other);
    return refusal.<Decided>map(Decided.Refused::new).orElseGet(work::done);
  }

  /**
   * Until when a solution could be planned for if the ticket were analysed, or classified anew, so;
   * nothing is done.
   */
  public Latest latestPlanned(Matter matter, TicketAct.Analyse act, Instant now) {
    return Analysing.latest(Work.on(matter, Actor.PROGRAM, now, ids), act);
  }

  private static Optional<Refusal> perform(Work work, TicketAct act, @Nullable Matter other) {
    return switch (act) {
      case TicketAct.Analyse analyse -> Analysing.analyse(work, analyse);
      case TicketAct.Reclassify reclassify -> Analysing.reclassify(work, reclassify);
      case TicketAct.ChooseRelease choose -> Analysing.chooseRelease(work, choose);
      case TicketAct.Plan plan -> Analysing.plan(work, plan);
      case TicketAct.Assign assign -> {
        Analysing.assign(work, assign.operatorId());
        yield Optional.empty();
      }
      case TicketAct.AttemptCall attempt -> Clarifying.attemptCall(work, attempt);
      case TicketAct.Ask ask -> Clarifying.ask(work, ask);
      case TicketAct.Answer answer -> Clarifying.answer(work, answer);
      case TicketAct.Note note -> Clarifying.note(work, note);
      case TicketAct.ProvideSolution solution -> Solving.provide(work, solution);
      case TicketAct.Accept accept -> Solving.accept(work, accept);
      case TicketAct.Remark remark -> Solving.remark(work, remark);
      case TicketAct.GiveNotice notice -> Promising.giveNotice(work, notice);
      case TicketAct.Consent consent -> Promising.consent(work, consent);
      case TicketAct.PromiseFeedback promise -> Promising.promiseFeedback(work, promise);
      case TicketAct.GiveFeedback feedback -> Promising.giveFeedback(work, feedback);
      case TicketAct.Pause pause -> Promising.pause(work, pause);
      case TicketAct.Resume _ -> Promising.resume(work);
      case TicketAct.ExplainBreach explain -> Promising.explainBreach(work, explain);
      case TicketAct.LiftBestEffort lift -> Promising.liftBestEffort(work, lift);
      case TicketAct.Close close -> Ending.close(work, close);
      case TicketAct.Reopen reopen -> Ending.reopen(work, reopen);
      case TicketAct.Merge _ ->
          other == null ? Optional.of(Refusal.notFound("ticket")) : Ending.merge(work, other);
      case TicketAct.Link _ ->
          other == null
              ? Optional.of(Refusal.notFound("ticket"))
              : Ending.link(work, other, TicketLink.Kind.RELATED);
      case TicketAct.Split _ ->
          other == null ? Optional.of(Refusal.notFound("comment")) : Ending.split(work, other);
    };
  }

  /** Takes every step that the time has come for, of deadlines that are due for one. */
  public Decided.Allowed wake(Matter matter, Instant now, Instant mailReadUntil) {
    Work work = Work.on(matter, Actor.PROGRAM, now, ids);
    Enforcing.wake(work, now, mailReadUntil);
    return work.done();
  }

  /**
   * The calendar was changed: what still runs is due by the new one, with an entry where it moved.
   * What has passed by now stays, though nobody may have come by yet.
   */
  public Decided.Allowed recompute(Matter matter, Actor actor, Instant now) {
    return changing(
        matter,
        actor,
        now,
        work -> {
          for (Deadline deadline : work.deadlines()) {
            if (deadline.isOpen() && !deadline.isPastDue(now)) {
              work.timings
                  .again(deadline, work.ticket())
                  .filter(timing -> !matches(deadline, timing))
                  .ifPresent(timing -> {
                    Deadline moved = work.change(deadline, d -> d.dueBy(timing));
                    if (moved.isReleaseBound()) {
                      work.change(d -> d.plannedAt = moved.dueAt());
                    }
                    work.record(
                        Act.DEADLINE_RECOMPUTED,
                        Work.named(deadline, deadline.dueAt()),
                        Work.named(moved, moved.dueAt()));
                  });
            }
          }
        });
  }

  /** A release was planned, moved or called off: what is bound to releases is bound anew. */
  public Decided.Allowed rebind(Matter matter, Actor actor, Instant now) {
    return changing(
        matter,
        actor,
        now,
        work -> {
          for (Deadline deadline : work.deadlines()) {
            if (deadline.isOpen() && deadline.isReleaseBound()) {
              Timing timing = work.timings.again(deadline, work.ticket()).orElseThrow();
              if (!matches(deadline, timing)) {
                Deadline moved = work.change(deadline, d -> d.movedWithRelease(timing));
                work.change(d -> d.plannedAt = moved.dueAt());
                work.record(
                    Act.DEADLINE_MOVED,
                    Work.named(deadline, deadline.dueAt()),
                    Work.named(moved, moved.dueAt()));
                work.tell(Event.RELEASE_MOVED, Audience.REQUESTER, moved, "");
                work.tell(Event.RELEASE_MOVED, Audience.RESPONSIBLE, moved, "");
              }
            }
          }
        });
  }

  /**
   * A release was shipped: what was owed with it and isn't delivered is breached at that instant.
   * What is bound to a later one is bound anew.
   */
  public Decided.Allowed shipped(Matter matter, Release release, Actor actor, Instant now) {
    Instant at = Optional.ofNullable(release.shippedAt()).orElse(now);
    Decided.Allowed breached =
        changing(
            matter,
            actor,
            now,
            work -> {
              Enforcing.wake(work, at, Instant.MIN);
              for (Deadline deadline : work.deadlines()) {
                if (deadline.isOpen()
                    && deadline.pausedAt() == null
                    && deadline.isReleaseBound()
                    && isOwedWith(deadline, release, work.ticket())) {
                  Enforcing.breachByShipping(work, deadline, at);
                }
              }
            });
    Decided.Allowed rebound = rebind(breached.after(), actor, now);
    breached.changes().addAll(rebound.changes());
    return new Decided.Allowed(breached.changes(), rebound.after());
  }

  private static boolean isOwedWith(Deadline deadline, Release release, Ticket ticket) {
    if (!Long.valueOf(release.componentId()).equals(ticket.componentId())
        || release.shippedAt() == null
        || release.shippedAt().isBefore(deadline.startedAt())) {
      return false;
    }
    return switch (TermRule.parse(deadline.rule())) {
      case TermRule.NextRelease next -> next.kind() == release.kind();
      case TermRule.ChosenRelease _ -> Long.valueOf(release.id()).equals(ticket.releaseId());
      default -> false;
    };
  }

  private static boolean matches(Deadline deadline, Timing timing) {
    return Objects.equals(deadline.dueAt(), timing.dueAt())
        && Objects.equals(deadline.noticeAt(), timing.noticeAt())
        && Objects.equals(deadline.releaseId(), timing.releaseId())
        && deadline.provisional() == timing.provisional();
  }

  private Decided.Allowed changing(Matter matter, Actor actor, Instant now, Consumer<Work> change) {
    Work work = Work.on(matter, actor, now, ids);
    change.accept(work);
    return work.done();
  }

  private static String subject(Request request) {
    String subject = request.subject().strip();
    if (subject.isEmpty()) {
      subject = request.text().strip().lines().findFirst().orElse("");
    }
    return subject.length() <= SUBJECT_LIMIT ? subject : subject.substring(0, SUBJECT_LIMIT);
  }
}
