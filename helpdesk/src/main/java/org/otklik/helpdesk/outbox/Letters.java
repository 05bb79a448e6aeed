package org.otklik.helpdesk.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;

/** Makes letters that are ready to wait in the outbox. Thread-safe. */
public final class Letters {
  private static final int SUBJECT_LIMIT = 900;
  private static final int ID_RADIX = 36;

  private final IdSource ids;
  private final String domain;
  private final String signature;

  /**
   * Letters under Message-IDs of a domain.
   *
   * @param domain right-hand side of the Message-IDs that we choose
   * @param signature what our letters end with: who we are
   */
  public Letters(IdSource ids, String domain, String signature) {
    this.ids = ids;
    this.domain = domain;
    this.signature = signature;
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

  /**
   * Subject and text, in the recipient's language.
   *
   * @param html by a template of its own; null when it is to be made from the text
   */
  public record Words(String subject, String body, @Nullable String html) {
    public Words(String subject, String body) {
      this(subject, body, null);
    }
  }

  /**
   * What a letter is about.
   *
   * @param mailId what caused it
   * @param commentId what was said: its files go along
   */
  public record About(@Nullable Long ticketId, @Nullable Long mailId, @Nullable Long commentId) {
    public About(@Nullable Long ticketId, @Nullable Long mailId) {
      this(ticketId, mailId, null);
    }
  }

  public String signature() {
    return signature;
  }

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
        words.html(),
        Long.toString(id, ID_RADIX) + "." + purpose.name().toLowerCase(Locale.ROOT) + "@" + domain,
        thread.inReplyTo(),
        thread.references().isEmpty() ? null : String.join(" ", thread.references()),
        purpose != Purpose.ANSWER,
        about.ticketId(),
        about.mailId(),
        purpose == Purpose.FORWARD,
        about.commentId(),
        false,
        OutgoingLetter.State.WAITING,
        0,
        now,
        null,
        now,
        null);
  }

  /**
   * The id of the letter that a Message-ID would name if it were one of ours; whether it is, its
   * row says.
   */
  public static Optional<Long> idIn(String messageId) {
    int dot = messageId.indexOf('.');
    if (dot < 1 || messageId.chars().limit(dot).anyMatch(c -> !isDigit(c))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(messageId.substring(0, dot), ID_RADIX));
    } catch (NumberFormatException _) {
      return Optional.empty(); // too long
    }
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  }
}
