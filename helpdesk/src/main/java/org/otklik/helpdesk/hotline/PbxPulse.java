package org.otklik.helpdesk.hotline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.otklik.telephony.asterisk.Hotline;

/**
 * How busy the watch of a PBX is, in the program that watches it.
 *
 * @param openCalls that go on, or whose end isn't registered yet
 * @param waitingEvents that were heard and not handled yet
 * @param eventLag how long those handled last took, from being heard to being committed
 * @param reconciles how often its ledger was read since this program watches it
 * @param reconciled when it was read last, UTC
 */
public record PbxPulse(
    String name,
    int openCalls,
    int waitingEvents,
    Duration eventLag,
    long reconciles,
    Optional<Instant> reconciled) {

  static PbxPulse of(String name, Hotline.State state) {
    return new PbxPulse(
        name,
        state.openCalls(),
        state.waitingRows(),
        state.lag(),
        state.reconciles(),
        state.reconciled());
  }
}
