package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * That a kept message waits to be decided.
 *
 * @param attempts how often acting upon it has failed
 */
@MappedEntity("mail_pending")
record PendingMail(@Id long mailId, long mailboxId, int attempts) {}
