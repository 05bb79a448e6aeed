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
 * @param reason key of the words that say why it came to this outcome
 * @param sender in normal form
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
    @Nullable String reason,
    @Nullable String reasonDetail,
    @Nullable String messageId,
    @Nullable String sender,
    @Nullable String senderName,
    @Nullable String subject,
    @Nullable Long clientId,
    @Nullable Long ticketId,
    @Nullable Instant decidedAt) {}
