package org.otklik.helpdesk.ticket;

/** What came of wanting to do something to a ticket. */
public sealed interface Decided {
  /**
   * It may be done.
   *
   * @param changes what is to be written
   * @param after how the ticket then stands
   */
  record Allowed(Changes changes, Matter after) implements Decided {}

  /** It may not, and nothing changes. */
  record Refused(Refusal refusal) implements Decided {}
}
