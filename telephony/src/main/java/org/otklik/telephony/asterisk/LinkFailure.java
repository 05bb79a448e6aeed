package org.otklik.telephony.asterisk;

import java.io.Serial;

/** A connection that can't be made, or is lost. */
final class LinkFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;
  private final LinkState.Fault fault;

  LinkFailure(LinkState.Fault fault, String detail) {
    super(detail);
    this.fault = fault;
  }

  LinkState.Fault fault() {
    return fault;
  }

  String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
