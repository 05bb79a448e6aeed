package org.otklik.helpdesk.history;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;

/** One thing that happened: who, when, what, from, to. */
@MappedEntity("history")
public record HistoryEntry(
    @Id long id,
    long ticketId,
    Instant at,
    Actor.Kind actorKind,
    @Nullable Long actorId,
    String actorName,
    Act act,
    @Nullable String was,
    @Nullable String became) {

  /** What happened. */
  public enum Act {
    REGISTERED,
    REPLIED,
    ANSWERED,
    NOTED,
    ASSIGNED,
    DEADLINE_SET,
    DEADLINE_MET,
    DEADLINE_BREACHED,
    BREACH_FULFILLED
  }

  public static HistoryEntry of(
      IdSource ids,
      long ticketId,
      Instant at,
      Actor actor,
      Act act,
      @Nullable String was,
      @Nullable String became) {
    return new HistoryEntry(
        ids.next(), ticketId, at, actor.kind(), actor.id(), actor.name(), act, was, became);
  }
}
