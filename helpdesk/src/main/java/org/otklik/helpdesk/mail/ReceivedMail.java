package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that a mailbox gave us, and what became of it.
 *
 * @param sha256 of the raw bytes, 64 lower-case hexadecimal digits
 * @param arrivedAt when the mail server took it
 * @param keptAt when its bytes were durable here
 * @param attempts how often acting upon it has failed
 * @param reason key of the words that say why it came to this outcome
 * @param sender in normal form
 * @param original the raw hash, but for a duplicate: unique, so that nothing is registered twice
 * @param toldAt when the mailbox was marked accordingly
 */
@MappedEntity("mail")
public record ReceivedMail(
    @Id long id,
    long mailboxId,
    long uidValidity,
    long uid,
    String sha256,
    long size,
    Instant arrivedAt,
    Instant keptAt,
    MailOutcome outcome,
    int attempts,
    @Nullable String reason,
    @Nullable String reasonDetail,
    @Nullable String messageId,
    @Nullable String sender,
    @Nullable String senderName,
    @Nullable String subject,
    @Nullable String contentSha256,
    @Nullable String original,
    @Nullable Long clientId,
    @Nullable Long ticketId,
    @Nullable Instant decidedAt,
    @Nullable Instant toldAt) {

  /** As it stands before anything has judged it. */
  static ReceivedMail kept(
      long id,
      long mailboxId,
      long uidValidity,
      long uid,
      String sha256,
      long size,
      Instant arrivedAt,
      Instant keptAt) {
    return new ReceivedMail(
        id,
        mailboxId,
        uidValidity,
        uid,
        sha256,
        size,
        arrivedAt,
        keptAt,
        MailOutcome.PENDING,
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
