package org.otklik.intake;

import java.util.Map;
import java.util.Set;
import org.otklik.intake.screening.Standing;

/** Port: who stands behind an address. */
public interface AddressBook {
  /**
   * The standing of each address.
   *
   * @param addresses in normal form
   * @return an entry for each of them
   */
  Map<String, Standing> standings(Set<String> addresses);
}
