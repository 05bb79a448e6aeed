package org.otklik.helpdesk.outbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Optional;

/** The record that a message went on to a client, and by which letter. */
@MappedEntity("forwarding")
public record Forwarding(@Id long letterId, long mailId, String recipient) {

  /** Of a letter that forwards a message. */
  public static Optional<Forwarding> of(OutgoingLetter letter) {
    Long mailId = letter.mailId();
    return letter.carriesMail() && mailId != null
        ? Optional.of(new Forwarding(letter.id(), mailId, letter.recipient()))
        : Optional.empty();
  }
}
