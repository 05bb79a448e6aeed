package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message.
 *
 * @param reason key of the words that say why
 * @param sender in normal form
 * @param original the raw hash, but for a duplicate: unique, so that nothing is registered twice
 */
@MappedEntity("mail_decision")
record DecidedMail(
    @Id long mailId,
    MailOutcome outcome,
    String reason,
    String reasonDetail,
    @Nullable String messageId,
    @Nullable String sender,
    @Nullable String senderName,
    @Nullable String subject,
    @Nullable String contentSha256,
    @Nullable String original,
    @Nullable Long clientId,
    @Nullable Long ticketId,
    Instant decidedAt) {

  static DecidedMail of(Decision decision) {
    return new DecidedMail(
        decision.screened().kept().id(),
        decision.outcome(),
        decision.reason().key(),
        Decision.cut(decision.reason().detail(), 500),
        decision.messageId(),
        decision.sender(),
        decision.senderName(),
        decision.subject(),
        decision.contentSha256(),
        decision.original(),
        decision.clientId(),
        decision.ticketId(),
        decision.at());
  }
}
