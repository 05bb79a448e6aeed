package org.otklik.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a call back went. */
public sealed interface CallBackOutcome {
  /**
   * The far end picked up. Whether it was the person is for the operator to say.
   *
   * @param at when, UTC
   * @param talked for how long, to the second
   */
  record Answered(Instant at, Duration talked, Optional<Recording> recording)
      implements CallBackOutcome {}

  /** It rang, and nobody picked up. */
  record Unanswered() implements CallBackOutcome {}

  record Busy() implements CallBackOutcome {}

  /** The network, or the PBX, couldn't reach the number. */
  record Unreachable() implements CallBackOutcome {}

  /** The operator's own telephone wasn't picked up: the number was never dialled. */
  record OperatorAway() implements CallBackOutcome {}

  /** The PBX was lost meanwhile. */
  record CutOff() implements CallBackOutcome {}
}
