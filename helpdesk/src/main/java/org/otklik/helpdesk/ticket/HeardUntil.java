package org.otklik.helpdesk.ticket;

import java.time.Instant;

/**
 * How far clients have been heard, on every channel: what the client sent in time must not count as
 * late.
 */
@FunctionalInterface
public interface HeardUntil {
  /** Everything that arrived before has been seen and acted upon; UTC. */
  Instant instant();
}
