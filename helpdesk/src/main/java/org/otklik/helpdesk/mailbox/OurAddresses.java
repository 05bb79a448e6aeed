package org.otklik.helpdesk.mailbox;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.otklik.intake.message.MailAddress;

/** The addresses that are our own: mail from them is ours come back. Thread-safe. */
@Singleton
public class OurAddresses {
  private final Set<String> addresses = new HashSet<>();
  private final MadeMailboxes made;

  OurAddresses(MailSettings settings, MadeMailboxes made) {
    this.made = made;
    addresses.add(normal(settings.fromAddress()));
    settings.mailboxes().forEach(mailbox -> addresses.add(normal(mailbox.address())));
  }

  /**
   * Whether an address is one of ours, also with a subaddress ({@code support+x@}, RFC 5233).
   *
   * @param address in normal form
   */
  public boolean contains(String address) {
    return isOurs(address) || isOurs(bare(address));
  }

  private boolean isOurs(String address) {
    return addresses.contains(address) || made.isAddress(address);
  }

  private static String normal(String address) {
    return MailAddress.of(address).normalized();
  }

  private static String bare(String address) {
    int at = address.lastIndexOf('@');
    int plus = address.indexOf('+');
    return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
  }
}
