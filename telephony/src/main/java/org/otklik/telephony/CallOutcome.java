package org.otklik.telephony;

import java.time.Instant;
import java.util.Optional;

/** How a call ended. Exactly one for each. */
public sealed interface CallOutcome {
  /**
   * Somebody talked with the caller.
   *
   * @param by who picked up first
   * @param at when, UTC
   */
  record Answered(Extension by, Instant at, Optional<Recording> recording) implements CallOutcome {}

  /** The caller gave up waiting in the queue. */
  record Abandoned() implements CallOutcome {}

  /** The queue took no more callers, or let this one wait no longer. */
  record Overflowed() implements CallOutcome {}

  /** Nobody was on duty; the caller may have left a message. */
  record OutOfHours(Optional<Recording> voiceMessage) implements CallOutcome {}

  /** The PBX, or its word on the call, was lost in mid-call: the cause is unknown. */
  record CutOff() implements CallOutcome {}
}
