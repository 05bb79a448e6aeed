package org.otklik.intake.message;

import java.net.IDN;
import java.util.Locale;

/**
 * A mailbox as a header names it (RFC 5322 section 3.4).
 *
 * @param name display name, decoded, one line, "" when none
 * @param address as written, without angle brackets
 */
public record MailAddress(String name, String address) {

  /** An address without a name. */
  public static MailAddress of(String address) {
    return new MailAddress("", address);
  }

  /**
   * The form in which addresses are compared: lower case, the domain in punycode (RFC 5890) and
   * without its last dot. Never throws: what is no address comes back in lower case.
   */
  public String normalized() {
    String trimmed = address.strip();
    int at = trimmed.lastIndexOf('@');
    return at < 0
        ? lower(trimmed)
        : lower(trimmed.substring(0, at)) + '@' + normalDomain(trimmed.substring(at + 1));
  }

  /** The domain in normal form, "" when there is none. */
  public String domain() {
    int at = address.lastIndexOf('@');
    return at < 0 ? "" : normalDomain(address.substring(at + 1).strip());
  }

  private static String normalDomain(String domain) {
    String plain = domain;
    while (plain.endsWith(".")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    if (isAscii(plain)) {
      return lower(plain);
    }
    try {
      return IDN.toASCII(plain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | IndexOutOfBoundsException noDomainName) {
      return lower(plain);
    }
  }

  /**
   * Lower case that never makes an ASCII letter out of another one: the Kelvin sign is no {@code k}
   * and a dotted capital I no {@code i}, or a stranger's address would compare equal to a
   * customer's.
   */
  private static String lower(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char low = Character.toLowerCase(c);
      if (low != c && (c < 128 || low >= 128)) {
        if (out == null) {
          out = new StringBuilder(text);
        }
        out.setCharAt(i, low);
      }
    }
    return out == null ? text : out.toString();
  }

  static boolean isAscii(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
