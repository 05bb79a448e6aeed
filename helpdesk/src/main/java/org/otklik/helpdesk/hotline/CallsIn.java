package org.otklik.helpdesk.hotline;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.call.CallRecord.Disposition;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallBack;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.CallOutcome;
import org.otklik.telephony.Extension;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a call to the hotline, from its ringing to its end. A call is registered once,
 * however often and in whatever order we hear of it; when {@link #ended} returns, all that follows
 * from it is committed.
 */
@Singleton
public class CallsIn implements CallHandler {
  /** Within this an operator is to say what came of a call. */
  public static final Duration TO_DISPOSE = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(CallsIn.class);

  private final TransactionOperations<Connection> transactions;
  private final CallRows.Calls calls;
  private final CallRows.Extensions extensions;
  private final Acquaintances acquaintances;
  private final MissedCalls missed;
  private final CallsBack back;
  private final HotlineNews news;
  private final OutboxRun outbox;
  private final IdSource ids;
  private final InstantSource clock;

  CallsIn(
      TransactionOperations<Connection> transactions,
      CallRows.Calls calls,
      CallRows.Extensions extensions,
      Acquaintances acquaintances,
      MissedCalls missed,
      CallsBack back,
      HotlineNews news,
      OutboxRun outbox,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.calls = calls;
    this.extensions = extensions;
    this.acquaintances = acquaintances;
    this.missed = missed;
    this.back = back;
    this.news = news;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void rings(IncomingCall call) {
    asNews(call.key(), () -> transactions.executeWrite(status -> introduce(call)));
    news.rings(call);
  }

  @Override
  public void answered(CallKey call, Extension by) {
    asNews(
        call,
        () ->
            transactions.executeWrite(status ->
                calls
                    .lock(call.pbx().name(), call.linkedid().value())
                    .filter(CallRecord::goesOn)
                    .map(found -> calls.update(pickedUp(found, by)))));
    news.answered(call, by);
  }

  /** What nobody can wait for: the end of the call tells it all again. */
  private static void asNews(CallKey call, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.warn("Call {}: the news of it is lost, its end will come", call, e);
    }
  }

  private CallRecord pickedUp(CallRecord call, Extension by) {
    Optional<Long> operator = extensions.operatorAt(by.digits());
    return call.with(d -> {
      if (d.answeredAt == null) {
        d.answeredAt = clock.instant();
        d.answeredBy = by.digits();
        d.operatorId = operator.orElse(null);
      }
      d.lastBy = by.digits();
      d.lastOperatorId = operator.orElse(null);
    });
  }

  @Override
  public void ended(Call call) {
    transactions.executeWrite(status -> {
      CallRecord found = introduce(call.incoming());
      if (found.goesOn()) {
        calls.update(concluded(over(found, call), clock.instant()));
      } else if (isBetterKnown(found, call)) {
        calls.update(over(found, call)); // what followed from it stands
      }
      return found;
    });
    news.ended(call.key());
    outbox.wakeUp();
  }

  /** It was given up, and its PBX tells after all how it went, and what was recorded. */
  private static boolean isBetterKnown(CallRecord found, Call call) {
    return found.outcome() == CallRecord.Outcome.CUT_OFF
        && !(call.outcome() instanceof CallOutcome.CutOff);
  }

  /** The call's row, locked; made when we hear of the call for the first time. */
  private CallRecord introduce(IncomingCall call) {
    String pbx = call.key().pbx().name();
    String linkedid = call.key().linkedid().value();
    String caller = call.caller().map(PhoneNumber::e164).orElse(null);
    CallRecord.Whose whose = acquaintances.look(caller).whose();
    calls.introduce(
        ids.next(),
        pbx,
        linkedid,
        caller,
        call.shown().name(),
        call.shown().number(),
        whose.matched(),
        whose.clientId(),
        whose.staffId(),
        call.entered(),
        clock.instant());
    return calls.lock(pbx, linkedid).orElseThrow();
  }

  private CallRecord over(CallRecord found, Call call) {
    return found.with(d -> {
      d.endedAt = call.ended();
      switch (call.outcome()) {
        case CallOutcome.Answered answered -> {
          d.outcome = CallRecord.Outcome.ANSWERED;
          d.answeredAt = answered.at();
          d.answeredBy = digits(answered.by());
          d.operatorId = answered.by().flatMap(this::operator).orElse(null);
          d.lastBy = digits(answered.last());
          d.lastOperatorId = answered.last().flatMap(this::operator).orElse(null);
          d.leftWaiting = answered.leftWaiting();
          d.recording = answered.recording().map(r -> r.fileName()).orElse(null);
        }
        case CallOutcome.Abandoned _ -> d.outcome = CallRecord.Outcome.ABANDONED;
        case CallOutcome.Overflowed(var message) -> {
          d.outcome = CallRecord.Outcome.OVERFLOWED;
          d.recording = message.map(r -> r.fileName()).orElse(null);
          d.voiceMessage = message.isPresent();
        }
        case CallOutcome.OutOfHours(var message) -> {
          d.outcome = CallRecord.Outcome.OUT_OF_HOURS;
          d.recording = message.map(r -> r.fileName()).orElse(null);
          d.voiceMessage = message.isPresent();
        }
        case CallOutcome.CutOff _ -> d.outcome = CallRecord.Outcome.CUT_OFF;
      }
    });
  }

  private static @Nullable String digits(Optional<Extension> by) {
    return by.map(Extension::digits).orElse(null);
  }

  private Optional<Long> operator(Extension by) {
    return extensions.operatorAt(by.digits());
  }

  /** What follows from an end; nothing where an operator has said so in the call. */
  private CallRecord concluded(CallRecord over, Instant now) {
    if (over.disposition() != Disposition.OPEN) {
      return over;
    }
    if (over.outcome() == CallRecord.Outcome.ANSWERED && !over.leftWaiting()) {
      // A call that we hear of late leaves its operator as much time as any other.
      Instant ended = Optional.ofNullable(over.endedAt()).orElse(now);
      Instant from = ended.isAfter(over.knownAt()) ? ended : over.knownAt();
      return over.with(d -> {
        d.disposition = Disposition.AWAITED;
        d.disposeBy = from.plus(TO_DISPOSE);
      });
    }
    return missed.register(over, now);
  }

  /**
   * Ends a call of whose end nobody has told for long: its PBX is gone for good, or has forgotten
   * it.
   *
   * @param before calls that came earlier
   * @return whether there was one
   */
  public boolean giveUpOne(Instant before) {
    return transactions.executeWrite(status -> {
      Instant now = clock.instant();
      Optional<CallRecord> forgotten = calls.claimForgotten(before);
      forgotten.ifPresent(call ->
          calls.update(
              concluded(
                  call.with(d -> {
                    d.endedAt = now;
                    d.outcome = CallRecord.Outcome.CUT_OFF;
                  }),
                  now)));
      return forgotten.isPresent();
    });
  }

  @Override
  public void calledBack(CallBack callBack) {
    transactions.executeWrite(status -> {
      back.came(callBack);
      return callBack;
    });
    news.calledBack(callBack.pbx());
    outbox.wakeUp();
  }
}
