package org.otklik.helpdesk.outbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent.
 *
 * @param html what programs that show HTML show; null: made from the text
 * @param messageId chosen before the first try and never changed, without angle brackets: a repeat
 *     after a crash is recognisable as one
 * @param thread Message-IDs for References, oldest first, a space between
 * @param carriesMail the message {@code mailId} goes along whole, as message/rfc822
 * @param commentId what was said: its files go along
 * @param released a person wants it sent, so no cap keeps it back
 * @param nextTryAt not to be touched before; moved ahead while a courier has it
 */
@MappedEntity("outbox")
public record OutgoingLetter(
    @Id long id,
    Purpose purpose,
    String recipient,
    String subject,
    String body,
    @Nullable String html,
    String messageId,
    @Nullable String inReplyTo,
    @Nullable String thread,
    boolean automatic,
    @Nullable Long ticketId,
    @Nullable Long mailId,
    boolean carriesMail,
    @Nullable Long commentId,
    boolean released,
    State state,
    int attempts,
    Instant nextTryAt,
    @Nullable String problem,
    Instant createdAt,
    @Nullable Instant sentAt) {

  /** Whether it isn't sent any more, unless a person wants it. */
  public boolean isStuck() {
    return state == State.FAILED || state == State.KEPT_BACK;
  }

  /** The same letter, so far. */
  public OutgoingLetter in(State other) {
    return new OutgoingLetter(
        id,
        purpose,
        recipient,
        subject,
        body,
        html,
        messageId,
        inReplyTo,
        thread,
        automatic,
        ticketId,
        mailId,
        carriesMail,
        commentId,
        released,
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
    /** Tells somebody that they are on a client's list now. */
    INVITATION,
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

    /** Whether it goes to our own people. */
    public boolean isForOurs() {
      return this == ALERT || this == BREACH;
    }
  }

  /** How far it is. */
  public enum State {
    WAITING,
    SENT,
    /** It can't be delivered. */
    FAILED,
    /** Too many of its kind went out: a person is to look first. */
    KEPT_BACK,
    /** Sent, and a mail system reports that it still tries to deliver it. */
    DELAYED,
    /** Sent, and a mail system reports that it can't be delivered. */
    BOUNCED
  }
}
