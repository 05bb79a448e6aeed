package org.otklik.intake.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.otklik.intake.wire.Problem;

/**
 * How a mailbox is getting on, for the people who look after it.
 *
 * @param lastSuccess when the mailbox was last found read to its end; one that lies far back means
 *     that the mailbox is silent for another reason than an empty post-bag
 * @param problems what is wrong; in {@link Phase#WAITING} and {@link Phase#READING} it concerns
 *     single messages only, or something that will go wrong
 * @param nextTry when a failed mailbox is tried again
 * @param backlog how many messages are known to wait in the mailbox
 * @param idle whether the server tells of new messages by itself (RFC 2177)
 */
public record MailboxState(
    Phase phase,
    Optional<Instant> lastSuccess,
    List<Problem> problems,
    Optional<Instant> nextTry,
    long backlog,
    boolean idle) {

  public MailboxState {
    problems = List.copyOf(problems);
  }

  /** What the reader is doing. */
  public enum Phase {
    CONNECTING,
    READING,
    WAITING,
    /** Something is wrong with the mailbox or with the sink; a next try is set. */
    FAILING,
    /** Switched off. The reader never says so itself. */
    PAUSED,
    STOPPED
  }

  /** The state of a mailbox that nobody has read yet. */
  public static MailboxState in(Phase phase) {
    return new MailboxState(phase, Optional.empty(), List.of(), Optional.empty(), 0, false);
  }

  /** What is wrong, in English. */
  public Optional<String> problem() {
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(problems.stream().map(Problem::words).collect(Collectors.joining(" ")));
  }
}
