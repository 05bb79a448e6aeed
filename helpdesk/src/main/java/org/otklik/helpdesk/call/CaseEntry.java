package org.otklik.helpdesk.call;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.history.Actor;

/**
 * One thing that happened to a call case. Only ever added.
 *
 * @param at when it happened, which may be before it was recorded
 * @param text what was said along with it
 */
@MappedEntity("call_case_entry")
public record CaseEntry(
    @Id long id,
    long caseId,
    Instant at,
    Actor.Kind actorKind,
    @Nullable Long actorId,
    String actorName,
    Act act,
    String text) {

  /** What happened. */
  public enum Act {
    OPENED,
    CALLED_AGAIN,
    PROMISED,
    CALLED_IN_VAIN,
    CALLED_BACK,
    WARNED,
    BREACHED,
    /** The call back that was owed had been made in time, as became known later. */
    BREACH_WITHDRAWN,
    ESCALATED,
    REOPENED,
    CLOSED
  }
}
