package org.otklik.intake;

import java.time.Instant;
import org.otklik.intake.message.RawSource;

/**
 * A raw message that is durable with the help desk.
 *
 * @param id the help desk's name for it
 * @param mailbox name of the mailbox that gave it
 * @param uidValidity of the mailbox when it gave it (RFC 9051, section 2.3.1.1)
 * @param uid by which the mailbox knows it
 * @param arrived when the mail server took it, UTC
 * @param sha256 of the raw bytes, 64 lower-case hexadecimal digits
 */
public record KeptMail(
    long id,
    String mailbox,
    long uidValidity,
    long uid,
    Instant arrived,
    String sha256,
    RawSource raw) {}
