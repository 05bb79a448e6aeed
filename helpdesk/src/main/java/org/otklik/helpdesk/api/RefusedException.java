package org.otklik.helpdesk.api;

import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.ticket.Refusal;

/** Carries a refusal out of a controller, to be answered as a problem. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedException(Refusal refusal) {
    super(refusal.toString(), null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  static RefusedException notFound(String what) {
    return new RefusedException(Refusal.notFound(what));
  }

  static RefusedException invalid(String field, String key) {
    return new RefusedException(Refusal.invalid(field, key));
  }

  /** What was done; throws when it was refused. */
  static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Refusal refusal) -> throw new RefusedException(refusal);
    };
  }
}
