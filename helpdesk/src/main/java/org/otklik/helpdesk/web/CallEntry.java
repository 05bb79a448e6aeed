package org.otklik.helpdesk.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call in the list of those about a ticket or call case, either way.
 *
 * @param from whether it is one from us
 * @param number of the other side; empty when withheld
 * @param outcome key of its words
 * @param operator who talked, or tried
 * @param talked how long, of a call from us that was answered
 * @param card the address of its card; calls from us have none
 * @param sound the address of its recording, where the reader may hear one
 */
public record CallEntry(
    Instant at,
    boolean from,
    Optional<String> number,
    String outcome,
    Optional<String> operator,
    Optional<Duration> talked,
    Optional<String> card,
    Optional<String> sound) {

  /** An element's id: a player keeps playing while the page around it is renewed. */
  public String playerId() {
    return "sound" + sound.orElse("").replaceAll("\\D+", "-");
  }
}
