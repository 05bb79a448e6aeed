package org.otklik.intake.screening;

/** What becomes of a message. Exactly one for each. */
public sealed interface Verdict {
  Reason reason();

  /** From registered staff: a new ticket. */
  record Register(long staffId, long clientId, Reason reason) implements Verdict {}

  /** From registered staff who may see the ticket that it continues. */
  record FollowUp(long ticketId, long staffId, long clientId, Reason reason) implements Verdict {}

  /** From somebody of a client who isn't on its list: sent on to the client, whole, no ticket. */
  record Forward(long clientId, String clientAddress, Reason reason) implements Verdict {}

  /** For an operator to decide. */
  record Hold(Reason reason) implements Verdict {}

  /** Kept and shown, nothing else. */
  record Ignore(Reason reason) implements Verdict {}

  /** A report that something of ours wasn't delivered. */
  record Bounced(String recipient, boolean permanent, Reason reason) implements Verdict {}

  /** The same message again. */
  record Duplicate(long earlier, Reason reason) implements Verdict {}

  /** Kept whole, but nobody could read it. */
  record Unreadable(Reason reason) implements Verdict {}
}
