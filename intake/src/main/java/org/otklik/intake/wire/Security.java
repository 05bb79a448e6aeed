package org.otklik.intake.wire;

/** How the way to a mail server is protected. */
public enum Security {
  /** Not at all: for a server on the same machine or network. */
  PLAIN,
  /** TLS after a greeting in the clear, and nothing further without it (RFC 8314 §3). */
  STARTTLS,
  /** TLS from the first byte (RFC 8314 §3). */
  TLS
}
