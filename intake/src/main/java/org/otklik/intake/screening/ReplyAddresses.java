package org.otklik.intake.screening;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses of ours that name a ticket: {@code support+r-TICKET-SIGNATURE@…} (subaddressing, RFC
 * 5233). The signature is an HMAC-SHA256 over the ticket, cut to 100 bits, so that nobody can make
 * one for another ticket. All in lower case, since mail systems may fold it. Thread-safe.
 */
public final class ReplyAddresses {
  /** A key has so many bytes. */
  public static final int KEY_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern SIGNED =
      Pattern.compile("[^@]*\\+r-([0-9a-z]{1,13})-([a-z2-7]{20})@[^@]+");
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int SIGNATURE_CHARS = 20;
  private static final int LONGEST_LOCAL_PART = 64; // RFC 5321 §4.5.3.1.1

  private final SecretKeySpec key;

  public ReplyAddresses(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the key of reply addresses has 32 bytes");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * The address of ours that answers to a ticket go to; nothing when it would be too long for one.
   *
   * @param ours the address to put the ticket into, such as {@code support@provider.example}
   */
  public Optional<String> sign(String ours, long ticketId) {
    int at = ours.lastIndexOf('@');
    String ticket = Long.toString(ticketId, Character.MAX_RADIX);
    String local = ours.substring(0, at) + "+r-" + ticket + "-" + signature(ticket);
    return local.length() <= LONGEST_LOCAL_PART
        ? Optional.of(local + ours.substring(at))
        : Optional.empty();
  }

  /** The ticket that an address names, when it is one that we signed. */
  public Optional<Long> ticketIn(String address) {
    var signed = SIGNED.matcher(address.toLowerCase(Locale.ROOT));
    if (!signed.matches() || !isRight(signed.group(1), signed.group(2))) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(signed.group(1), Character.MAX_RADIX));
  }

  /** Takes as long for a wrong signature as for a right one. */
  private boolean isRight(String ticket, String signature) {
    return MessageDigest.isEqual(
        signature(ticket).getBytes(StandardCharsets.US_ASCII),
        signature.getBytes(StandardCharsets.US_ASCII));
  }

  private String signature(String ticket) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return base32(mac.doFinal(("reply:" + ticket).getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static String base32(byte[] bytes) {
    var text = new StringBuilder(SIGNATURE_CHARS);
    int bits = 0;
    int held = 0;
    for (int i = 0; text.length() < SIGNATURE_CHARS; ) {
      if (held < 5) {
        bits = (bits << 8) | (bytes[i++] & 0xff);
        held += 8;
      }
      held -= 5;
      text.append(BASE32.charAt((bits >> held) & 31));
      bits &= (1 << held) - 1;
    }
    return text.toString();
  }
}
