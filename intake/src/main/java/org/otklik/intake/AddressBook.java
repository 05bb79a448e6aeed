package org.otklik.intake;

import java.time.Instant;
import java.util.Set;
import org.otklik.intake.screening.Standing;

/** Port: who stands behind an address. */
public interface AddressBook {
  /**
   * What is known of some addresses.
   *
   * @param addresses in normal form
   */
  Standings standings(Set<String> addresses);

  /** What is known of the addresses asked for. */
  interface Standings {
    /** The standing of one of them when a message arrived: contracts begin and end. */
    Standing of(String address, Instant arrived);
  }
}
