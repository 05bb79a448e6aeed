package org.otklik.helpdesk.outbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;

/** Makes letters that are ready to wait in the outbox. Thread-safe. */
public final class Letters {
  private static final int SUBJECT_LIMIT = 900;

  private final IdSource ids;
  private final String domain;

  /**
   * Letters under Message-IDs of a domain.
   *
   * @param domain right-hand side of the Message-IDs that we choose
   */
  public Letters(IdSource ids, String domain) {
    this.ids = ids;
    this.domain = domain;
  }

  /**
   * What a letter answers, so that it threads in the reader's program.
   *
   * @param inReplyTo Message-ID that it answers
   * @param references the thread's Message-IDs, oldest first
   */
  public record Threading(@Nullable String inReplyTo, List<String> references) {
    public static final Threading NEW = new Threading(null, List.of());
  }

  /** Subject and text, in the recipient's language. */
  public record Words(String subject, String body) {}

  /** What a letter is about. */
  public record About(@Nullable Long ticketId, @Nullable Long mailId) {}

  public OutgoingLetter letter(
      Purpose purpose, String recipient, Words words, Threading thread, About about, Instant now) {
    long id = ids.next();
    return new OutgoingLetter(
        id,
        purpose,
        recipient,
        words.subject().length() <= SUBJECT_LIMIT
            ? words.subject()
            : words.subject().substring(0, SUBJECT_LIMIT),
        words.body(),
        Long.toString(id, 36)
            + "."
            + purpose.name().toLowerCase(java.util.Locale.ROOT)
            + "@"
            + domain,
        thread.inReplyTo(),
        thread.references().isEmpty() ? null : String.join(" ", thread.references()),
        purpose != Purpose.ANSWER,
        about.ticketId(),
        about.mailId(),
        purpose == Purpose.FORWARD,
        OutgoingLetter.State.WAITING,
        0,
        now,
        null,
        now,
        null);
  }
}
