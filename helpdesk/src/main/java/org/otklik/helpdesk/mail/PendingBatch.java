package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * That mail which was kept together may not all be decided yet.
 *
 * @param firstId of the mail; what came to other mailboxes may lie between it and the last
 * @param mails how many were kept together
 */
@MappedEntity("mail_pending")
record PendingBatch(@Id long id, long mailboxId, long firstId, long lastId, int mails) {}
