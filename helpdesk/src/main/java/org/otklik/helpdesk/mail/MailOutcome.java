package org.otklik.helpdesk.mail;

/** What became of a received message. Every message has exactly one. */
public enum MailOutcome {
  PENDING,
  REGISTERED,
  APPENDED,
  /** A program's answer, shown on the ticket that it answers. */
  NOTED,
  FORWARDED,
  HELD,
  IGNORED,
  BOUNCE,
  DUPLICATE,
  UNREADABLE;

  /** Whether something followed: a ticket or a part of one, a letter, a report. */
  boolean led() {
    return switch (this) {
      case REGISTERED, APPENDED, NOTED, FORWARDED, BOUNCE -> true;
      case PENDING, HELD, IGNORED, DUPLICATE, UNREADABLE -> false;
    };
  }
}
