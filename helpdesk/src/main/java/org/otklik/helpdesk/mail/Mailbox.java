package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A mailbox that we read, as the messages remember it.
 *
 * @param name in the configuration
 * @param address of ours that people write to, in normal form
 */
@MappedEntity("mailbox")
public record Mailbox(@Id long id, String name, String address) {}
