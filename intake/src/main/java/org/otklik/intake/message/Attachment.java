package org.otklik.intake.message;

import org.jspecify.annotations.Nullable;

/**
 * A part that is no body text. Its bytes stay in the raw message; {@link AttachmentReader} reads
 * them by {@code index}.
 *
 * @param index place among the attachments, from 0, the same at each parse of the same raw message
 * @param name file name without path and control characters, never empty; as the sender chose it,
 *     so never a name to store anything under
 * @param type media type in lower case, as the sender claims it
 * @param size decoded size in bytes
 * @param sha256 of the decoded bytes, 64 lower-case hexadecimal digits
 * @param inline meant to be shown within the text
 * @param contentId without angle brackets; what a {@code cid:} address in the HTML names
 */
public record Attachment(
    int index,
    String name,
    String type,
    long size,
    String sha256,
    boolean inline,
    @Nullable String contentId) {}
