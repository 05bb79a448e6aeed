package org.otklik.helpdesk.deadline;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that one side owes the other until an instant (UTC, to the microsecond).
 *
 * @param noticeAt until when the owner must tell the other side that the term won't be kept
 * @param provisional the term reaches a year that the calendar has no data for
 * @param fulfilledAt when it was done, also after a breach
 */
@MappedEntity("deadline")
public record Deadline(
    @Id long id,
    long ticketId,
    DeadlineKind kind,
    Owner owner,
    Instant startedAt,
    Instant noticeAt,
    Instant dueAt,
    boolean provisional,
    Outcome outcome,
    @Nullable Instant fulfilledAt,
    @Version long version) {

  /** Which side owes it. */
  public enum Owner {
    PROVIDER,
    CLIENT
  }

  /** What came of it. */
  public enum Outcome {
    OPEN,
    MET,
    BREACHED
  }

  /** Whether what is owed was done, in time or not. */
  public boolean isFulfilled() {
    return fulfilledAt != null;
  }

  /**
   * Done at an instant: met when that is no later than the due time, else breached, whether or not
   * the engine has recorded that yet.
   */
  public Deadline fulfilled(Instant at) {
    Outcome came = outcome == Outcome.OPEN && !at.isAfter(dueAt) ? Outcome.MET : Outcome.BREACHED;
    return with(came, at);
  }

  /** Passed without having been done; the breach's instant is the due time. */
  public Deadline breached() {
    return with(Outcome.BREACHED, fulfilledAt);
  }

  private Deadline with(Outcome newOutcome, @Nullable Instant newFulfilledAt) {
    return new Deadline(
        id,
        ticketId,
        kind,
        owner,
        startedAt,
        noticeAt,
        dueAt,
        provisional,
        newOutcome,
        newFulfilledAt,
        version);
  }
}
