package org.otklik.telephony.asterisk;

import static org.otklik.telephony.asterisk.Milestones.Row.END;
import static org.otklik.telephony.asterisk.Milestones.Row.IN;
import static org.otklik.telephony.asterisk.Milestones.Row.LAST;
import static org.otklik.telephony.asterisk.Milestones.Row.QUEUE;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.Extension;
import org.otklik.telephony.Linkedid;

/**
 * One call from its first row until the help desk has it. Each row may come several times, in any
 * order, before and after the end: the help desk hears of each thing once. One thread at a time.
 */
final class OpenCall {
  private final Linkedid key;
  private final Ledger ledger;
  private final CallHandler handler;
  private Milestones known = Milestones.NONE;
  private boolean rang;
  private Optional<Extension> lastAnswer = Optional.empty();
  private @Nullable Instant missingSince;
  private volatile boolean done;

  OpenCall(Linkedid key, Ledger ledger, CallHandler handler) {
    this.key = key;
    this.ledger = ledger;
    this.handler = handler;
  }

  Linkedid key() {
    return key;
  }

  /** The help desk has it: whatever still comes of it changes nothing. */
  boolean isDone() {
    return done;
  }

  /** Rows are heard or read. Throws what the help desk throws; then it comes again. */
  void learn(Milestones more) {
    if (done) {
      return;
    }
    known = known.and(more);
    Optional<Fields> end = known.row(END);
    if (end.isPresent()) {
      end(end.get());
    } else if (!Ledger.isCallBack(key)) {
      tellNews();
    }
  }

  /**
   * Who calls stands in the first row. Where that came while the link was away, it is read from the
   * ledger a moment after the link is back; a call without it would be shown as withheld for ever.
   */
  private void tellNews() {
    if (!rang && known.has(IN) && known.has(QUEUE)) {
      rang = true;
      handler.rings(ledger.incoming(key, known));
    }
    Optional<Extension> last = known.row(LAST).flatMap(row -> Phone.of(row.text(2)));
    if (last.isPresent() && !last.equals(lastAnswer)) {
      lastAnswer = last;
      handler.answered(new CallKey(ledger.pbx(), key), last.get());
    }
  }

  private void end(Fields end) {
    if (Ledger.isCallBack(key)) {
      ledger.calledBack(key, known, end).ifPresent(handler::calledBack);
    } else {
      handler.ended(ledger.ended(key, known, end));
    }
    done = true;
  }

  /** The PBX has it: no reason to worry. */
  void seen() {
    missingSince = null;
  }

  /**
   * The PBX neither has the call nor says how it ended. That it ended between two questions, or
   * began, clears up by the next time; else its end was lost with the PBX.
   */
  void missing(Instant now, Duration gone) {
    if (done) {
      return;
    }
    if (known.has(END)) {
      // The help desk couldn't take it the last time.
      learn(Milestones.NONE);
      return;
    }
    if (missingSince == null) {
      missingSince = now;
      return;
    }
    if (Duration.between(missingSince, now).compareTo(gone) < 0) {
      return;
    }
    if (Ledger.isCallBack(key)) {
      ledger.callBackCutOff(key, known, now).ifPresent(handler::calledBack);
    } else {
      handler.ended(ledger.cutOff(key, known, now));
    }
    done = true;
  }
}
