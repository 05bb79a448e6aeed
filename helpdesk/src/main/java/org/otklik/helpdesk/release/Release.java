package org.otklik.helpdesk.release;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A release of a component (обновление).
 *
 * @param plannedOn the day it is planned for, in whatever calendar a term runs
 * @param shippedAt when it was shipped; null before
 * @param moves how often its planned day was moved
 */
@MappedEntity("component_release")
public record Release(
    @Id long id,
    long componentId,
    String name,
    ReleaseKind kind,
    LocalDate plannedOn,
    @Nullable Instant shippedAt,
    boolean cancelled,
    int moves,
    @Version long version) {

  /** Still to come. */
  public boolean isPlanned() {
    return shippedAt == null && !cancelled;
  }

  public Release movedTo(LocalDate day) {
    return new Release(id, componentId, name, kind, day, shippedAt, cancelled, moves + 1, version);
  }

  public Release shipped(Instant at) {
    return new Release(id, componentId, name, kind, plannedOn, at, cancelled, moves, version);
  }

  public Release calledOff() {
    return new Release(id, componentId, name, kind, plannedOn, shippedAt, true, moves, version);
  }
}
