package org.otklik.helpdesk.ticket;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A file that came with a comment; its bytes are read again from the raw message on demand.
 *
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
    long mailId,
    int part,
    String name,
    String type,
    long size,
    String sha256,
    boolean inlined) {}
