package org.otklik.helpdesk.client;

import java.util.Optional;

/**
 * Port: the one form in which telephone numbers are kept and compared, E.164. What hears of calls
 * defines it, so that a number on a list and the same number calling are equal.
 */
public interface PhoneForm {
  /**
   * A number as people write it. Never throws.
   *
   * @param region of numbers without a country code: ISO 3166, two letters
   * @return nothing for what is no number of the public network
   */
  Optional<String> number(String written, String region);

  /** Whether there are numbers of a region. */
  boolean isRegion(String region);

  /** Whether it is a telephone of the PBX: digits only. */
  boolean isExtension(String written);
}
