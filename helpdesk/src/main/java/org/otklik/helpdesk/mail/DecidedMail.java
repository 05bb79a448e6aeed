package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message.
 *
 * @param reason key of the words that say why
 * @param messageKey what its Message-ID is looked up by, as {@link #key} makes it
 * @param sender in normal form
 * @param original the raw hash, but for a duplicate, history and what was shelved: unique, so that
 *     nothing is registered twice
 */
@MappedEntity("mail_decision")
record DecidedMail(
    @Id long mailId,
    MailOutcome outcome,
    String reason,
    String reasonDetail,
    @Nullable String messageId,
    @Nullable Long messageKey,
    @Nullable String sender,
    @Nullable String senderName,
    @Nullable String subject,
    @Nullable String contentSha256,
    @Nullable String original,
    @Nullable Long clientId,
    @Nullable Long ticketId,
    Instant decidedAt) {

  static DecidedMail of(Decision decision) {
    String messageId = decision.messageId();
    return new DecidedMail(
        decision.screened().kept().id(),
        decision.outcome(),
        decision.reason().key(),
        Decision.cut(decision.reason().detail(), 500),
        messageId,
        messageId == null ? null : key(messageId),
        decision.sender(),
        decision.senderName(),
        decision.subject(),
        decision.contentSha256(),
        decision.original(),
        decision.clientId(),
        decision.ticketId(),
        decision.at());
  }

  /**
   * 64 bits that stand for a Message-ID. An index of numbers is found in with half the work that
   * one of texts takes, and is a fifth as large. Two Message-IDs may have the same: who looks up by
   * it compares what it finds.
   */
  static long key(String messageId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(messageId.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
