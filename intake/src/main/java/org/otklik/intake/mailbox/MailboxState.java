package org.otklik.intake.mailbox;

import java.time.Instant;
import java.util.Optional;

/**
 * How a mailbox is getting on, for the people who look after it.
 *
 * @param lastSuccess when the mailbox was last found read to its end; one that lies far back means
 *     that the mailbox is silent for another reason than an empty post-bag
 * @param problem what is wrong, in words for an administrator; in {@link Phase#WAITING} and {@link
 *     Phase#READING} it concerns single messages only
 * @param nextTry when a failed mailbox is tried again
 * @param backlog how many messages are known to wait in the mailbox
 * @param idle whether the server tells of new messages by itself (RFC 2177)
 */
public record MailboxState(
    Phase phase,
    Optional<Instant> lastSuccess,
    Optional<String> problem,
    Optional<Instant> nextTry,
    long backlog,
    boolean idle) {

  /** What the reader is doing. */
  public enum Phase {
    CONNECTING,
    READING,
    WAITING,
    /** Something is wrong with the mailbox or with the sink; a next try is set. */
    FAILING,
    /** Switched off, or read by another node. The reader never says so itself. */
    PAUSED,
    STOPPED
  }

  /** The state of a mailbox that nobody reads here, and why. */
  public static MailboxState paused(String why) {
    return new MailboxState(
        Phase.PAUSED, Optional.empty(), Optional.of(why), Optional.empty(), 0, false);
  }

  static MailboxState stopped() {
    return new MailboxState(
        Phase.STOPPED, Optional.empty(), Optional.empty(), Optional.empty(), 0, false);
  }
}
