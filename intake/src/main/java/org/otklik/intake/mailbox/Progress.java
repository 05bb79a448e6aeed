package org.otklik.intake.mailbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.otklik.intake.mailbox.MailboxState.Phase;
import org.otklik.intake.wire.Problem;

/** Keeps the state of a mailbox. Written by its reader, read by any thread. */
final class Progress {
  private final InstantSource clock;
  private volatile MailboxState state = MailboxState.in(Phase.STOPPED);

  Progress(InstantSource clock) {
    this.clock = clock;
  }

  MailboxState state() {
    return state;
  }

  void connecting() {
    // What was wrong stays to be seen until the mailbox is read again.
    set(Phase.CONNECTING, state.problems(), Optional.empty(), state.backlog(), false);
  }

  void reading(long backlog, boolean idle, List<Problem> problems) {
    set(Phase.READING, problems, Optional.empty(), backlog, idle);
  }

  /** The mailbox is read to its end. */
  void waiting(boolean idle, List<Problem> problems) {
    state =
        new MailboxState(
            Phase.WAITING, Optional.of(clock.instant()), problems, Optional.empty(), 0, idle);
  }

  void failing(Problem problem, Instant nextTry) {
    set(Phase.FAILING, List.of(problem), Optional.of(nextTry), state.backlog(), false);
  }

  void stopped() {
    set(Phase.STOPPED, List.of(), Optional.empty(), state.backlog(), false);
  }

  private void set(
      Phase phase, List<Problem> problems, Optional<Instant> nextTry, long backlog, boolean idle) {
    state = new MailboxState(phase, state.lastSuccess(), problems, nextTry, backlog, idle);
  }
}
