package org.otklik.intake.authenticity;

import java.time.Duration;

/**
 * Which signatures are believed at all.
 *
 * @param leastKeyBits shorter keys can be broken (RFC 8301 §3.2)
 * @param mostKeyBits longer ones cost more time than they are worth; senders choose them
 * @param sha1 whether {@code rsa-sha1} counts; it doesn't any more (RFC 8301 §3.1)
 * @param addedFields whether a message may hold a second Subject or the like: added later,
 *     unsigned, it is the one that is shown (RFC 6376 §8.15)
 * @param clockSkew how far ahead of ours the signer's clock may be
 * @param mostSignatures of one message; those of the sender's organisation beyond it aren't looked
 *     at
 * @param headerBytes of the message's header; a larger one is not checked
 */
public record DkimPolicy(
    int leastKeyBits,
    int mostKeyBits,
    boolean sha1,
    boolean addedFields,
    Duration clockSkew,
    int mostSignatures,
    int headerBytes) {
  public static final DkimPolicy STANDARD =
      new DkimPolicy(1024, 4096, false, false, Duration.ofMinutes(10), 5, 1 << 20);
}
