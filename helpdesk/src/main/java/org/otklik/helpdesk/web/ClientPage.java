package org.otklik.helpdesk.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;

/**
 * A client with its people.
 *
 * @param addresses of each of its people who has any, by id
 * @param staffPhones likewise
 * @param sharers who else has a number, of those that are shared
 * @param refused what was asked for and not done
 */
public record ClientPage(
    Chrome chrome,
    Client client,
    Optional<String> responsible,
    List<String> domains,
    List<String> phones,
    List<StaffMember> staff,
    Map<Long, List<String>> addresses,
    Map<Long, List<String>> staffPhones,
    Map<String, List<String>> sharers,
    TicketPage.Refused refused) {

  public String address() {
    return "/clients/" + client.id();
  }

  public String address(StaffMember member) {
    return address() + "/staff/" + member.id();
  }

  public List<String> addresses(StaffMember member) {
    return addresses.getOrDefault(member.id(), List.of());
  }

  public List<String> phones(StaffMember member) {
    return staffPhones.getOrDefault(member.id(), List.of());
  }

  /** Who else has a number; they and this one are shown together when it calls. */
  public String sharers(String phone, String owner) {
    return String.join(
        ", ",
        sharers.getOrDefault(phone, List.of()).stream()
            .filter(name -> !name.equals(owner))
            .toList());
  }

  public boolean isInForce() {
    return client.inForceOn(chrome.times().today());
  }

  public List<Role> roles() {
    return List.of(Role.values());
  }
}
