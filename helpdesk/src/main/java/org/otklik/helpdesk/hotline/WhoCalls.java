package org.otklik.helpdesk.hotline;

import jakarta.inject.Singleton;
import java.util.List;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.store.PhoneBook;
import org.otklik.telephony.Caller;
import org.otklik.telephony.Callers;
import org.otklik.telephony.PhoneNumber;

/**
 * Whose number it is: that of people on clients' lists, else a client's. What several people or
 * clients share belongs to each.
 */
@Singleton
public class WhoCalls implements Callers {
  private final PhoneBook phones;

  WhoCalls(PhoneBook phones) {
    this.phones = phones;
  }

  @Override
  public Caller whose(PhoneNumber number) {
    List<StaffMember> people = phones.staffAt(number.e164());
    if (!people.isEmpty()) {
      return new Caller.Staff(
          people.stream().map(p -> new Caller.Person(p.id(), p.clientId())).toList());
    }
    List<Long> firms = phones.clientsAt(number.e164());
    return firms.isEmpty() ? new Caller.Unknown() : new Caller.Firms(firms);
  }
}
