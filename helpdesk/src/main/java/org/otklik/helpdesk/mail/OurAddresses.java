package org.otklik.helpdesk.mail;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.otklik.intake.message.MailAddress;

/** The addresses that are our own: mail from them is ours come back. */
@Singleton
public class OurAddresses {
  private final Set<String> addresses = new HashSet<>();

  OurAddresses(MailSettings settings) {
    addresses.add(MailAddress.of(settings.fromAddress()).normalized());
    settings
        .mailboxes()
        .forEach(mailbox -> addresses.add(MailAddress.of(mailbox.address()).normalized()));
  }

  /**
   * Whether an address is one of ours, also with a subaddress ({@code support+x@}, RFC 5233).
   *
   * @param address in normal form
   */
  public boolean contains(String address) {
    return addresses.contains(address) || addresses.contains(bare(address));
  }

  private static String bare(String address) {
    int at = address.lastIndexOf('@');
    int plus = address.indexOf('+');
    return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
  }
}
