package org.otklik.intake.message;

import org.jspecify.annotations.Nullable;

/**
 * A report that a message of ours couldn't be delivered.
 *
 * @param recipient the address that failed, in lower case
 * @param permanent no further attempt will be made (RFC 3463: status class 5)
 * @param originalMessageId Message-ID of the message that failed, without angle brackets, when the
 *     report returns its headers
 */
public record Bounce(String recipient, boolean permanent, @Nullable String originalMessageId) {

  public Bounce(String recipient, boolean permanent) {
    this(recipient, permanent, null);
  }
}
