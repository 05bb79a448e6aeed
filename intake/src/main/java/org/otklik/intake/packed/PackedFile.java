package org.otklik.intake.packed;

import org.jspecify.annotations.Nullable;

/**
 * A file that was taken out of its wrapping.
 *
 * @param name as its sender's program wrote it, "" when it didn't
 * @param type media type, "" when nothing is said
 * @param contentId what a {@code cid:} address in HTML names, without angle brackets
 * @param bytes not copied: not to be changed
 */
public record PackedFile(
    String name,
    String type,
    @Nullable String contentId,
    @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {}
