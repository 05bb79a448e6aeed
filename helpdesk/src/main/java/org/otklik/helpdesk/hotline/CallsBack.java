package org.otklik.helpdesk.hotline;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.call.CallBackRecord.Outcome;
import org.otklik.helpdesk.call.CallBackRecord.Purpose;
import org.otklik.helpdesk.call.CaseLife;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.letter.CaseWriter;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.Cases;
import org.otklik.helpdesk.store.Matters;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.CallLife;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Matter;
import org.otklik.helpdesk.words.Words;
import org.otklik.telephony.CallBack;
import org.otklik.telephony.CallBackOutcome;
import org.otklik.telephony.Recording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from calls back: one that was answered for long enough ends the feedback that is
 * owed; one that wasn't is an attempt on record. Of an operator who didn't pick up, and of a PBX
 * that was lost, nothing follows.
 */
@Singleton
class CallsBack {
  private static final Logger LOG = LoggerFactory.getLogger(CallsBack.class);

  private final CallRows.CallBacks callBacks;
  private final CallRows.Calls calls;
  private final CallLife life;
  private final CaseLife caseLife;
  private final Matters matters;
  private final Cases cases;
  private final CaseWriter caseWriter;
  private final Rows.Operators operators;
  private final CallTickets tickets;
  private final InstantSource clock;

  CallsBack(
      CallRows.CallBacks callBacks,
      CallRows.Calls calls,
      CallLife life,
      CaseLife caseLife,
      Matters matters,
      Cases cases,
      CaseWriter caseWriter,
      Rows.Operators operators,
      CallTickets tickets,
      InstantSource clock) {
    this.callBacks = callBacks;
    this.calls = calls;
    this.life = life;
    this.caseLife = caseLife;
    this.matters = matters;
    this.cases = cases;
    this.caseWriter = caseWriter;
    this.operators = operators;
    this.tickets = tickets;
    this.clock = clock;
  }

  /** Once: what is known of one already changes nothing. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void came(CallBack call) {
    Optional<CallBackRecord> wish = CallBackRecord.idIn(call.id().value()).flatMap(callBacks::lock);
    if (wish.isEmpty()) {
      LOG.warn("PBX {}: call back {} is none of ours", call.pbx(), call.id());
      return;
    }
    // One that was given up, or could not be asked for, may come after all: no PBX has told yet.
    if (wish.get().pbx() == null) {
      record(came(wish.get(), call));
    }
  }

  private static CallBackRecord came(CallBackRecord wish, CallBack call) {
    return wish.came(
        call.pbx().name(),
        outcome(call.outcome()),
        call.started(),
        call.ended(),
        call.outcome() instanceof CallBackOutcome.Answered answered
            ? Math.toIntExact(answered.talked().toSeconds())
            : null,
        call.outcome() instanceof CallBackOutcome.Answered answered
            ? answered.recording().map(Recording::fileName).orElse(null)
            : null);
  }

  private static Outcome outcome(CallBackOutcome outcome) {
    return switch (outcome) {
      case CallBackOutcome.Answered _ -> Outcome.ANSWERED;
      case CallBackOutcome.Unanswered _ -> Outcome.UNANSWERED;
      case CallBackOutcome.Busy _ -> Outcome.BUSY;
      case CallBackOutcome.Unreachable _ -> Outcome.UNREACHABLE;
      case CallBackOutcome.OperatorAway _ -> Outcome.OPERATOR_AWAY;
      case CallBackOutcome.CutOff _ -> Outcome.CUT_OFF;
    };
  }

  /**
   * Gives up one of which nobody has told for long.
   *
   * @param before wished for earlier
   * @return whether there was one
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean giveUpOne(Instant before) {
    Optional<CallBackRecord> forgotten = callBacks.claimForgotten(before);
    forgotten.ifPresent(wish -> {
      Instant now = clock.instant();
      callBacks.update(wish.came("", Outcome.CUT_OFF, wish.requestedAt(), now, null, null));
    });
    return forgotten.isPresent();
  }

  private void record(CallBackRecord call) {
    callBacks.update(call);
    Instant now = clock.instant();
    Instant ended = Optional.ofNullable(call.endedAt()).orElse(now);
    Instant at = ended.isBefore(now) ? ended : now;
    Long ticketId = call.ticketId();
    Long caseId = call.caseId();
    if (ticketId != null) {
      matters.lock(ticketId).ifPresent(matter -> onTicket(call, matter, at, now));
    } else if (caseId != null) {
      cases.lock(caseId).ifPresent(standing -> onCase(call, standing, at, now));
    }
  }

  private void onTicket(CallBackRecord call, Matter matter, Instant at, Instant now) {
    Changes changes =
        life.calledBack(
                matter,
                new CallLife.CalledBack(
                    call.purpose() == Purpose.FEEDBACK,
                    isAttempt(call),
                    call.isLongEnough(),
                    note(call),
                    at,
                    missedSince(call, at)),
                by(call),
                now)
            .changes();
    tickets.keep(changes, now);
  }

  private void onCase(CallBackRecord call, CaseLife.Standing standing, Instant at, Instant now) {
    if (!isAttempt(call)) {
      return;
    }
    CaseLife.Decided decided =
        call.isLongEnough()
            ? caseLife.calledBack(standing, note(call), by(call), at, missedSince(call, at), now)
            : caseLife.calledInVain(standing, note(call), by(call), at);
    // A case that was closed meanwhile stays as it is; how the call went stands in its own row.
    if (decided instanceof CaseLife.Decided.Allowed(CaseLife.Changed changed)) {
      caseWriter.save(changed, now);
    }
  }

  /** Heard of late, a call back may have been followed by another call of theirs. */
  private Optional<Instant> missedSince(CallBackRecord call, Instant at) {
    return Optional.ofNullable(calls.missedSince(call.ticketId(), call.caseId(), at));
  }

  private static boolean isAttempt(CallBackRecord call) {
    Outcome outcome = call.outcome();
    return outcome == Outcome.ANSWERED || (outcome != null && outcome.isInVain());
  }

  private static Actor by(CallBackRecord call) {
    return Actor.operator(call.operatorId(), call.operatorName());
  }

  /** For operators: in the language of the one who called. */
  private String note(CallBackRecord call) {
    Language language =
        operators.findById(call.operatorId()).map(Operator::language).orElse(Language.EN);
    return Words.in(language)
        .say("call.back." + call.outcome(), call.number(), talked(call.talkedSeconds()));
  }

  private static int talked(@Nullable Integer seconds) {
    return seconds == null ? 0 : seconds;
  }
}
