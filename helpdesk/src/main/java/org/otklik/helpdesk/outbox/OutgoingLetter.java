package org.otklik.helpdesk.outbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent.
 *
 * @param messageId chosen before the first try and never changed, without angle brackets: a repeat
 *     after a crash is recognisable as one
 * @param thread Message-IDs for References, oldest first, a space between
 * @param carriesMail the message {@code mailId} goes along whole, as message/rfc822
 * @param nextTryAt not to be touched before; moved ahead while a courier has it
 */
@MappedEntity("outbox")
public record OutgoingLetter(
    @Id long id,
    Purpose purpose,
    String recipient,
    String subject,
    String body,
    String messageId,
    @Nullable String inReplyTo,
    @Nullable String thread,
    boolean automatic,
    @Nullable Long ticketId,
    @Nullable Long mailId,
    boolean carriesMail,
    State state,
    int attempts,
    Instant nextTryAt,
    @Nullable String problem,
    Instant createdAt,
    @Nullable Instant sentAt) {

  /** The same letter, so far. */
  public OutgoingLetter in(State other) {
    return new OutgoingLetter(
        id,
        purpose,
        recipient,
        subject,
        body,
        messageId,
        inReplyTo,
        thread,
        automatic,
        ticketId,
        mailId,
        carriesMail,
        other,
        attempts,
        nextTryAt,
        problem,
        createdAt,
        sentAt);
  }

  /** Why it is sent. */
  public enum Purpose {
    ACKNOWLEDGEMENT,
    FORWARD,
    ANSWER,
    /** Tells the client what has come of a ticket or is owed. */
    NOTICE,
    /** Tells one of the provider's people what wants their attention. */
    ALERT,
    /** Tells one of the provider's people of a term that has passed. */
    BREACH;

    /** Whether it goes to the client's people, who may answer it. */
    public boolean isToRequester() {
      return this == ACKNOWLEDGEMENT || this == ANSWER || this == NOTICE;
    }
  }

  /** How far it is. */
  public enum State {
    WAITING,
    SENT,
    FAILED,
    /** Sent, and a mail system reports that it still tries to deliver it. */
    DELAYED,
    /** Sent, and a mail system reports that it can't be delivered. */
    BOUNCED
  }
}
