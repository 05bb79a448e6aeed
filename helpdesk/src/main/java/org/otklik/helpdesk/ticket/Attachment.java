package org.otklik.helpdesk.ticket;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a comment; its bytes are read again from the raw message on demand. What an
 * operator sent along lies in object storage under its hash.
 *
 * @param mailId the message that it came by; null when it lies in object storage
 * @param part its place in the message, as the parser counts
 * @param name as the sender gave it: for people, never for a file system
 * @param size in bytes
 * @param sha256 64 lower-case hexadecimal digits
 */
@MappedEntity("attachment")
public record Attachment(
    @Id long id,
    long ticketId,
    long commentId,
    @Nullable Long mailId,
    int part,
    String name,
    String type,
    long size,
    String sha256,
    boolean inlined) {}
