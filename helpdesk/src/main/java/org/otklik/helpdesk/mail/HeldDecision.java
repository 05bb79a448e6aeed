package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decided about a held message; never changed.
 *
 * @param wasReason key of the words that say why it was held
 * @param said why, where the operator had to say it; else ""
 * @param staffId as whose it was registered
 */
@MappedEntity("held_decision")
public record HeldDecision(
    @Id long id,
    long mailId,
    Act act,
    @Nullable String wasReason,
    @Nullable String wasDetail,
    String said,
    @Nullable Long clientId,
    @Nullable Long staffId,
    @Nullable Long ticketId,
    long operatorId,
    String operatorName,
    Instant at) {

  /** What can be decided. */
  public enum Act {
    REGISTERED,
    FORWARDED,
    DISCARDED
  }
}
