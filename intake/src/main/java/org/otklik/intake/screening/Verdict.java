package org.otklik.intake.screening;

import java.util.Optional;

/** What becomes of a message. Exactly one for each. */
public sealed interface Verdict {
  Reason reason();

  /** From registered staff: a new ticket. */
  record Register(long staffId, long clientId, Reason reason) implements Verdict {}

  /** From registered staff who may see the ticket that it continues. */
  record FollowUp(long ticketId, long staffId, long clientId, Reason reason) implements Verdict {}

  /**
   * A program answered for registered staff who may see the ticket: shown there, and that is all;
   * it ends no deadline and is not answered.
   */
  record Note(long ticketId, long staffId, long clientId, Reason reason) implements Verdict {}

  /** From somebody of a client who isn't on its list: sent on to the client, whole, no ticket. */
  record Forward(long clientId, String clientAddress, Reason reason) implements Verdict {}

  /** For an operator to decide. */
  record Hold(Reason reason) implements Verdict {}

  /** Kept and shown, nothing else. */
  record Ignore(Reason reason) implements Verdict {}

  /**
   * A report that something of ours wasn't delivered.
   *
   * @param permanent no further attempt will be made
   * @param letter what wasn't delivered, where the report says enough to tell
   */
  record Bounced(String recipient, boolean permanent, Optional<SentLetter> letter, Reason reason)
      implements Verdict {}

  /** The same message again. */
  record Duplicate(long earlier, Reason reason) implements Verdict {}

  /** Kept whole, but nobody could read it. */
  record Unreadable(Reason reason) implements Verdict {}
}
