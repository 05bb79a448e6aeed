package org.otklik.helpdesk.ticket;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.history.Actor;

/**
 * Something said on a ticket.
 *
 * @param text what is new in it
 * @param quoted how many characters of its message are folded away: earlier messages and the
 *     signature, which are read again from the message ({@code MailQuotes})
 * @param salt of its digest in the history
 * @param mailId the message that it came by
 */
@MappedEntity("comment")
public record Comment(
    @Id long id,
    long ticketId,
    Kind kind,
    Actor.Kind authorKind,
    @Nullable Long authorId,
    String authorName,
    String text,
    int quoted,
    String salt,
    @Nullable Long mailId,
    Instant writtenAt) {

  /** What it is in the conversation. */
  public enum Kind {
    /** What the client asked for. */
    REQUEST,
    /** What the client said later. */
    REPLY,
    /** What an operator told the client. */
    ANSWER,
    /** What an operator needs to know from the client. */
    QUESTION,
    /** The solution. */
    SOLUTION,
    /** What the client found wanting in the solution (список замечаний). */
    REMARKS,
    /** A side's notice that it can't keep a term, or its consent to another one. */
    NOTICE,
    /** What came of an attempt to call the client; the client never sees it. */
    CALL,
    /** What operators tell each other; the client never sees it. */
    NOTE;

    /** Whether only operators may see it. */
    public boolean isInternal() {
      return this == NOTE || this == CALL;
    }
  }
}
