package org.otklik.intake.mailbox;

import org.otklik.intake.wire.Security;

/** How a mailbox is read. */
public enum Protocol {
  /** IMAP4rev1 (RFC 3501) and later: folders, marks, and news as it comes. */
  IMAP,
  /** POP3 (RFC 1939) with UIDL: one folder, no marks, looked at from time to time. */
  POP3;

  /** The usual port (RFC 8314 §3). */
  public int port(Security security) {
    return switch (this) {
      case IMAP -> security == Security.TLS ? 993 : 143;
      case POP3 -> security == Security.TLS ? 995 : 110;
    };
  }
}
