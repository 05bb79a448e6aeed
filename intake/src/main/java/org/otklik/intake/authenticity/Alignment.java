package org.otklik.intake.authenticity;

import com.google.common.net.InternetDomainName;
import org.otklik.intake.message.MailAddress;

/**
 * Whether what was proven of one domain counts for a message from another: relaxed alignment, of
 * the same organisation (RFC 7489 §3.1).
 */
final class Alignment {
  private Alignment() {}

  /** Both in normal form. */
  static boolean isOfOneOrganisation(String one, String other) {
    return !one.isEmpty()
        && !other.isEmpty()
        && (one.equals(other) || organisation(one).equals(organisation(other)));
  }

  /**
   * The part of a domain name that somebody registered (RFC 7489 §3.2): {@code romashka.co.uk} of
   * {@code mail.romashka.co.uk}. A public suffix, or what is no host name, is its own.
   */
  static String organisation(String domain) {
    try {
      var name = InternetDomainName.from(domain);
      if (name.isPublicSuffix()) {
        return domain;
      }
      return name.isUnderPublicSuffix() ? name.topPrivateDomain().toString() : lastTwo(domain);
    } catch (IllegalArgumentException noHostName) {
      return domain;
    }
  }

  /** Below a top-level domain that the list doesn't know its rule "*" holds. */
  private static String lastTwo(String domain) {
    int dot = domain.lastIndexOf('.', domain.lastIndexOf('.') - 1);
    return domain.substring(dot + 1);
  }

  /** The domain of what a header may write: an address, a domain, either in angle brackets. */
  static String domainIn(String value) {
    String bare = value.strip();
    if (bare.startsWith("<") && bare.endsWith(">")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    return MailAddress.of("x@" + bare.substring(bare.lastIndexOf('@') + 1)).domain();
  }
}
