package org.otklik.helpdesk.client;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.LocalDate;

/**
 * The provider mends a component free of charge until a day (гарантия).
 *
 * @param endsOn the last day, at most 12 months after the first
 */
@MappedEntity("warranty")
public record Warranty(
    @Id long id, long clientId, long componentId, LocalDate startsOn, LocalDate endsOn) {

  public boolean runsOn(LocalDate day) {
    return !day.isBefore(startsOn) && !day.isAfter(endsOn);
  }
}
