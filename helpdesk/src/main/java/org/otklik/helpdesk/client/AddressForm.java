package org.otklik.helpdesk.client;

/**
 * Port: the one form in which mail addresses are kept and compared. What receives mail defines it;
 * a second definition here could let a stranger's address equal a client's.
 */
public interface AddressForm {
  /** The normal form of an address, whatever way people write it. Never throws. */
  String address(String written);

  /** The normal form of a mail domain. Never throws. */
  String domain(String written);
}
