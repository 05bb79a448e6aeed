package org.otklik.intake.mailbox;

import java.time.Instant;
import org.otklik.intake.message.RawSource;

/**
 * A message as a mailbox gave it.
 *
 * @param uid its IMAP UID, unique in the mailbox under one UIDVALIDITY (RFC 9051 §2.3.1.1)
 * @param arrived when the mail server took it (INTERNALDATE), UTC
 * @param raw its bytes; a large message is read from the mailbox as it is consumed
 */
public record FetchedMail(long uid, Instant arrived, RawSource raw) {}
