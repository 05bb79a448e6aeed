package org.otklik.telephony;

import java.time.Instant;

/**
 * A hotline call that is over.
 *
 * @param ended when it ended, UTC; when it was cut off, when we noticed; never before it came
 */
public record Call(IncomingCall incoming, Instant ended, CallOutcome outcome) {
  /**
   * @throws IllegalArgumentException when it ended before it came
   */
  public Call {
    if (ended.isBefore(incoming.entered())) {
      throw new IllegalArgumentException("A call can't end before it came.");
    }
  }

  public CallKey key() {
    return incoming.key();
  }
}
