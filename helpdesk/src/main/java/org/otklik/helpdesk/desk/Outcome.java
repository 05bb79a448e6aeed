package org.otklik.helpdesk.desk;

import org.otklik.helpdesk.ticket.Refusal;

/** What came of an act: done, or refused with the reason. */
public sealed interface Outcome<T> {
  /** Done. */
  record Done<T>(T value) implements Outcome<T> {}

  /** Not done, and nothing changed. */
  record Refused<T>(Refusal refusal) implements Outcome<T> {}
}
