package org.otklik.telephony.asterisk;

import static org.otklik.telephony.asterisk.Milestones.Row.END;
import static org.otklik.telephony.asterisk.Milestones.Row.FIRST;
import static org.otklik.telephony.asterisk.Milestones.Row.HANDED_ON;
import static org.otklik.telephony.asterisk.Milestones.Row.IN;
import static org.otklik.telephony.asterisk.Milestones.Row.LAST;
import static org.otklik.telephony.asterisk.Milestones.Row.OUT;
import static org.otklik.telephony.asterisk.Milestones.Row.RECORDED;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallBack;
import org.otklik.telephony.CallBackId;
import org.otklik.telephony.CallBackOutcome;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.CallOutcome;
import org.otklik.telephony.Extension;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.Linkedid;
import org.otklik.telephony.PbxId;
import org.otklik.telephony.PhoneNumber;
import org.otklik.telephony.Recording;
import org.otklik.telephony.ShownCaller;

/** What the ledger's rows say of a call. Says the same of the same rows. Thread-safe. */
record Ledger(PbxId pbx, CallerNumbers numbers) {
  /** A call back's key begins so; one of Asterisk's own never does, being seconds and a counter. */
  static final String CALL_BACK = "callback-";

  /**
   * A second of speech, at 8000 samples of 16 bits, and the 44 bytes that a WAV file begins with.
   */
  private static final long SHORTEST_MESSAGE_BYTES = 16_044;

  IncomingCall incoming(Linkedid key, Milestones call) {
    Optional<Fields> in = call.row(IN);
    String number = in.map(row -> row.text(3)).orElse("");
    String name = in.map(row -> row.text(4)).orElse("");
    return new IncomingCall(
        new CallKey(pbx, key),
        numbers.read(number),
        new ShownCaller(name, number),
        in.map(Fields::at).orElseGet(() -> began(key)));
  }

  /** A call that is over, as its last row says. */
  Call ended(Linkedid key, Milestones call, Fields end) {
    return at(key, call, end.at(), outcome(call, end));
  }

  /** A call of which nothing is heard any more, and which isn't up: noticed now. */
  Call cutOff(Linkedid key, Milestones call, Instant now) {
    return at(key, call, now, new CallOutcome.CutOff());
  }

  private Call at(Linkedid key, Milestones call, Instant end, CallOutcome outcome) {
    IncomingCall incoming = incoming(key, call);
    return new Call(incoming, later(incoming.entered(), end), outcome);
  }

  private static CallOutcome outcome(Milestones call, Fields end) {
    Optional<Fields> first = call.row(FIRST);
    if (first.isPresent()) {
      return answered(call, first.get());
    }
    return switch (end.get(2)) {
      case "closed" -> new CallOutcome.OutOfHours(message(end));
      case "overflow" -> new CallOutcome.Overflowed(message(end));
      default -> new CallOutcome.Abandoned();
    };
  }

  private static CallOutcome answered(Milestones call, Fields first) {
    Fields last = call.row(LAST).orElse(first);
    long handedOn = call.row(HANDED_ON).map(row -> row.number(2)).orElse(0L);
    return new CallOutcome.Answered(
        Phone.of(first.text(2)),
        first.at(),
        Phone.of(last.text(2)),
        handedOn > last.number(3),
        recording(call));
  }

  /** A message is one that has something in it. */
  private static Optional<Recording> message(Fields end) {
    return end.number(6) < SHORTEST_MESSAGE_BYTES ? Optional.empty() : file(end.get(5));
  }

  private static Optional<Recording> recording(Milestones call) {
    return call.row(RECORDED).flatMap(row -> file(row.get(2)));
  }

  private static Optional<Recording> file(String name) {
    try {
      return Optional.of(new Recording(name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * A call back that is over.
   *
   * @return nothing when the ledger doesn't say who called whom: it isn't one of ours
   */
  Optional<CallBack> calledBack(Linkedid key, Milestones call, Fields end) {
    return callBack(key, call, end.at(), callBackOutcome(call, end));
  }

  Optional<CallBack> callBackCutOff(Linkedid key, Milestones call, Instant now) {
    return callBack(key, call, now, new CallBackOutcome.CutOff());
  }

  private Optional<CallBack> callBack(
      Linkedid key, Milestones call, Instant end, CallBackOutcome outcome) {
    try {
      var id = new CallBackId(key.value().substring(CALL_BACK.length()));
      Fields out = call.row(OUT).orElse(Fields.of(""));
      var operator = new Extension(out.get(2));
      var number = new PhoneNumber(out.get(3));
      Instant ended = later(out.at(), end);
      return Optional.of(new CallBack(pbx, id, operator, number, out.at(), ended, outcome));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static CallBackOutcome callBackOutcome(Milestones call, Fields end) {
    if (end.get(2).equals("operator")) {
      return new CallBackOutcome.OperatorAway();
    }
    Optional<Fields> picked = call.row(FIRST);
    if (picked.isPresent()) {
      Instant at = picked.get().at();
      Duration talked = Duration.between(at, later(at, end.at()));
      return new CallBackOutcome.Answered(at, talked, recording(call));
    }
    return switch (end.get(3)) {
      case "NOANSWER", "CANCEL" -> new CallBackOutcome.Unanswered();
      case "BUSY" -> new CallBackOutcome.Busy();
      default -> new CallBackOutcome.Unreachable();
    };
  }

  /** Where the first row was never read: a Linkedid has the second that the call came in. */
  private static Instant began(Linkedid key) {
    String seconds = key.value().replaceFirst("^.*?-?([0-9]{9,11})\\.[0-9]+$", "$1");
    return Fields.of("1|" + seconds).at();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  static boolean isCallBack(Linkedid key) {
    return key.value().startsWith(CALL_BACK);
  }

  static boolean isOver(Milestones call) {
    return call.has(END);
  }
}
