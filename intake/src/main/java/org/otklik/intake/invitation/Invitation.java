package org.otklik.intake.invitation;

import java.time.temporal.Temporal;
import java.util.Optional;

/**
 * An invitation to a meeting, or what became of one. Every text is one line.
 *
 * @param method what the sender wants (RFC 5546 section 1.4), in upper case: {@code REQUEST},
 *     {@code CANCEL}, {@code REPLY}, {@code PUBLISH} and so on; "" when nothing is said
 * @param uid identifies the meeting across its invitations, "" when missing
 * @param summary its title, "" when it has none
 * @param start an {@link java.time.Instant}; a {@link java.time.LocalDate} when it takes whole
 *     days; a {@link java.time.LocalDateTime} when its time zone can't be told
 * @param end likewise; the day after the last one when it takes whole days
 * @param location "" when none
 * @param organizer mail address, "" when none
 */
public record Invitation(
    String method,
    String uid,
    String summary,
    Optional<Temporal> start,
    Optional<Temporal> end,
    String location,
    String organizer) {}
