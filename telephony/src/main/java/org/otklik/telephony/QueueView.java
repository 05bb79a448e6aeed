package org.otklik.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The hotline's queue at one moment.
 *
 * @param at when the PBX was asked, UTC
 * @param waiting callers, the next one first
 * @param members operators who are signed in
 */
public record QueueView(PbxId pbx, Instant at, List<Waiting> waiting, List<Member> members) {
  public QueueView {
    waiting = List.copyOf(waiting);
    members = List.copyOf(members);
  }

  /** A caller in the queue. */
  public record Waiting(CallKey call, Duration waited) {}

  /**
   * An operator at the queue.
   *
   * @param pause what for, when paused
   * @param calls taken since signing in
   */
  public record Member(Extension extension, State state, Optional<String> pause, int calls) {
    public boolean paused() {
      return pause.isPresent();
    }
  }

  /** What a telephone does. */
  public enum State {
    IDLE,
    RINGING,
    TALKING,
    ON_HOLD,
    /** Not registered, or unknown to the PBX: it can't be rung. */
    UNREACHABLE
  }
}
