package org.otklik.telephony;

import java.time.Instant;

/**
 * A call back that is over: the PBX rang the operator, then the number.
 *
 * @param started when the operator's telephone began to ring, UTC
 * @param ended never before it started, UTC
 */
public record CallBack(
    PbxId pbx,
    CallBackId id,
    Extension operator,
    PhoneNumber number,
    Instant started,
    Instant ended,
    CallBackOutcome outcome) {
  /**
   * @throws IllegalArgumentException when it ended before it started
   */
  public CallBack {
    if (ended.isBefore(started)) {
      throw new IllegalArgumentException("A call back can't end before it started.");
    }
  }
}
