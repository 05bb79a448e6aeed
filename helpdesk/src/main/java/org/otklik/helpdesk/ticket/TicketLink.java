package org.otklik.helpdesk.ticket;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A ticket has to do with another one of the same client. */
@MappedEntity("ticket_link")
public record TicketLink(@Id long id, long ticketId, long otherId, Kind kind) {

  /** What the ticket is to the other one. */
  public enum Kind {
    RELATED,
    /** Came as a reply to the other one, which was closed long ago. */
    CONTINUES,
    DUPLICATE_OF,
    SPLIT_FROM
  }
}
