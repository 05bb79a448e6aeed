package org.otklik.intake.mailbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.otklik.intake.mailbox.MailboxState.Phase;

/** Keeps the state of a mailbox. Written by its reader, read by any thread. */
final class Progress {
  private final InstantSource clock;
  private volatile MailboxState state = MailboxState.stopped();

  Progress(InstantSource clock) {
    this.clock = clock;
  }

  MailboxState state() {
    return state;
  }

  void connecting() {
    // What was wrong stays to be seen until the mailbox is read again.
    set(Phase.CONNECTING, state.problem(), Optional.empty(), state.backlog(), false);
  }

  void reading(long backlog, boolean idle, Optional<String> problem) {
    set(Phase.READING, problem, Optional.empty(), backlog, idle);
  }

  /** The mailbox is read to its end. */
  void waiting(boolean idle, Optional<String> problem) {
    state =
        new MailboxState(
            Phase.WAITING, Optional.of(clock.instant()), problem, Optional.empty(), 0, idle);
  }

  void failing(String problem, Instant nextTry) {
    set(Phase.FAILING, Optional.of(problem), Optional.of(nextTry), state.backlog(), false);
  }

  void stopped() {
    set(Phase.STOPPED, Optional.empty(), Optional.empty(), state.backlog(), false);
  }

  private void set(
      Phase phase,
      Optional<String> problem,
      Optional<Instant> nextTry,
      long backlog,
      boolean idle) {
    state = new MailboxState(phase, state.lastSuccess(), problem, nextTry, backlog, idle);
  }
}
