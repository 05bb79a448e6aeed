package org.otklik.telephony;

import java.time.Instant;
import java.util.Optional;

/** How a call ended. Exactly one for each, however often it was transferred. */
public sealed interface CallOutcome {
  /**
   * Somebody talked with the caller.
   *
   * @param by who picked up first; nothing when the PBX names somebody without an extension
   * @param at when, UTC
   * @param last who picked up last, after transfers; the same as {@code by} without any
   * @param leftWaiting the call was handed on, or put back into the queue, and ended before anybody
   *     took it: the caller talked with somebody, and was lost all the same
   */
  record Answered(
      Optional<Extension> by,
      Instant at,
      Optional<Extension> last,
      boolean leftWaiting,
      Optional<Recording> recording)
      implements CallOutcome {}

  /** The caller gave up waiting in the queue, or before. */
  record Abandoned() implements CallOutcome {}

  /**
   * The queue took no more callers, or let this one wait no longer; the caller may have left a
   * message.
   */
  record Overflowed(Optional<Recording> voiceMessage) implements CallOutcome {}

  /** Nobody was on duty; the caller may have left a message. */
  record OutOfHours(Optional<Recording> voiceMessage) implements CallOutcome {}

  /** The PBX, or its word on the call, was lost in mid-call: the cause is unknown. */
  record CutOff() implements CallOutcome {}
}
