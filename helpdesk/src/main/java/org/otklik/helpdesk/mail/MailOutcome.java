package org.otklik.helpdesk.mail;

/** What became of a received message. Every message has exactly one. */
public enum MailOutcome {
  PENDING,
  REGISTERED,
  APPENDED,
  FORWARDED,
  HELD,
  IGNORED,
  BOUNCE,
  DUPLICATE,
  UNREADABLE
}
