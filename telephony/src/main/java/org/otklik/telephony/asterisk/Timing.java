package org.otklik.telephony.asterisk;

import java.time.Duration;

/**
 * How long is waited for what.
 *
 * @param answer for the PBX to answer
 * @param ping between two questions whether it is still there
 * @param firstRetry before the first attempt after a failure; doubled with each
 * @param lastRetry the longest between two attempts
 * @param reconcile between two readings of the ledger
 * @param gone how long a call must be missing from the PBX before it counts as cut off
 */
public record Timing(
    Duration answer,
    Duration ping,
    Duration firstRetry,
    Duration lastRetry,
    Duration reconcile,
    Duration gone) {
  public static final Timing USUAL =
      new Timing(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(500),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(5));
}
