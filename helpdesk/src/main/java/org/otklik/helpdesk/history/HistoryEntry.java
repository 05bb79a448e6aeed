package org.otklik.helpdesk.history;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a ticket: who, when, what, from, to. It holds no personal values: who
 * did it is an id, and of what was said it knows a salted digest, so that a person can be erased
 * and the chain still holds.
 *
 * @param seq its place in the ticket's history, from 1
 * @param at when it happened, which may be before it was recorded
 * @param was the value before: an id, a name from the domain, an instant, a number
 * @param became the value after
 * @param commentId what was said along with it
 * @param digest of what was said, with the comment's salt; 64 hexadecimal digits
 * @param hash of this entry and the hash before it, see {@link HistoryChain}
 */
@MappedEntity("history")
public record HistoryEntry(
    @Id long id,
    long ticketId,
    int seq,
    Instant at,
    Actor.Kind actorKind,
    @Nullable Long actorId,
    Act act,
    @Nullable String was,
    @Nullable String became,
    @Nullable Long commentId,
    @Nullable String digest,
    String hash) {

  /** What happened. */
  public enum Act {
    REGISTERED,
    REPLIED,
    ANSWERED,
    UNDELIVERED,
    NOTED,
    ASSIGNED,
    CLASSIFIED,
    RECLASSIFIED,
    PLANNED,
    RELEASE_CHOSEN,
    CALL_ATTEMPTED,
    ASKED,
    SOLUTION_PROVIDED,
    ACCEPTED,
    REMARKED,
    STATE_CHANGED,
    CLOSED,
    CLOSING_PROPOSED,
    REOPENED,
    MERGED,
    LINKED,
    SPLIT,
    DEADLINE_SET,
    DEADLINE_MET,
    DEADLINE_WARNED,
    DEADLINE_BREACHED,
    DEADLINE_ESCALATED,
    DEADLINE_MOVED,
    DEADLINE_RECOMPUTED,
    DEADLINE_WAIVED,
    DEADLINE_PAUSED,
    DEADLINE_RESUMED,
    PLANNED_DATE_MISSED,
    RELEASE_OVERDUE,
    REMINDED,
    BREACH_FULFILLED,
    BREACH_WITHDRAWN,
    BREACH_EXPLAINED,
    NOTICE_GIVEN,
    BEST_EFFORT_BEGUN,
    BEST_EFFORT_LIFTED,
    FEEDBACK_PROMISED,
    FEEDBACK_GIVEN,
    CALLED_AGAIN,
    CALL_UNDOCUMENTED
  }
}
