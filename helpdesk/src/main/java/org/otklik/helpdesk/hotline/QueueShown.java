package org.otklik.helpdesk.hotline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PBX's queue, as it was last seen.
 *
 * @param at when; null when never
 * @param waiting Linkedids of callers, the next one first
 */
public record QueueShown(
    String pbx, @Nullable Instant at, List<String> waiting, List<Member> members) {

  /**
   * An operator at the queue.
   *
   * @param reason of the pause; empty where none was given
   * @param calls taken since signing in
   * @param since when their telephone does, or pauses, so
   */
  public record Member(
      String extension, State state, boolean paused, String reason, int calls, Instant since) {}

  /** What a telephone does, as {@code org.otklik.telephony.QueueView.State} has it. */
  public enum State {
    IDLE,
    RINGING,
    TALKING,
    ON_HOLD,
    UNREACHABLE
  }

  /** The telephone of an operator, where it is at the queue. */
  public Optional<Member> member(@Nullable String extension) {
    return members.stream().filter(one -> one.extension().equals(extension)).findFirst();
  }
}
