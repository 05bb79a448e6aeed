package org.otklik.helpdesk.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator is away from one instant until another; what they would be told goes to their deputy.
 *
 * @param deputyId null when nobody stands in: then they are told themselves
 */
@MappedEntity("absence")
public record Absence(
    @Id long id, long operatorId, @Nullable Long deputyId, Instant fromAt, Instant untilAt) {

  /** Whether both cover some instant; one may begin when the other ends. */
  public boolean overlaps(Instant from, Instant until) {
    return fromAt.isBefore(until) && from.isBefore(untilAt);
  }

  /** Ended before its time. */
  public Absence until(Instant earlier) {
    return new Absence(id, operatorId, deputyId, fromAt, earlier);
  }
}
