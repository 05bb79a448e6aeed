package org.otklik.telephony;

/**
 * Port: what happens with this call. News of one call come one after the other, those of several
 * calls at once.
 */
public interface CallHandler {
  /**
   * A call waits to be answered. News for who looks on: it may come twice, late, or, while the link
   * to the PBX is down, never.
   */
  void rings(IncomingCall call);

  /** An operator has picked up, the first or, after a transfer, another. News, too. */
  void answered(CallKey call, Extension by);

  /**
   * A call is over. Its record is durable when this returns: the PBX may then forget it. May come
   * again for a call already registered, which changes nothing. Throws when the record can't be
   * made now; it comes again then.
   */
  void ended(Call call);

  /** A call back is over; the same promise. */
  void calledBack(CallBack callBack);
}
