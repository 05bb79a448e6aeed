package org.otklik.helpdesk.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.store.TicketQueue;

/**
 * A call as the console shows it.
 *
 * @param people whose number it is
 * @param clients whose number it is, their people's among it
 * @param tickets of those clients that are open, the first due first
 * @param operator who talks with the caller, or did
 */
public record CallShown(
    CallRecord call,
    List<StaffMember> people,
    List<Client> clients,
    List<TicketQueue.Item> tickets,
    Optional<String> operator) {

  public String address() {
    return "/hotline/calls/" + call.id();
  }

  /** Key of the words for how it stands. */
  public String state() {
    return state(call);
  }

  static String state(CallRecord call) {
    if (call.outcome() != null) {
      return "console.call.outcome." + call.outcome();
    }
    return call.wasAnswered() ? "console.call.talks" : "console.call.rings";
  }

  /** Since when they wait, or talk; nothing when it is over. */
  public Optional<Instant> since() {
    return call.goesOn() ? Optional.of(call.spokenAt()) : Optional.empty();
  }

  /** The number, or that there is none. */
  public String number(Chrome c) {
    String caller = call.caller();
    if (caller != null) {
      return caller;
    }
    return call.shownNumber().isBlank() ? c.say("console.call.withheld") : call.shownNumber();
  }

  /** Whose number it is, in a line. */
  public String who(Chrome c) {
    if (clients.isEmpty()) {
      return c.say("console.call.unknown");
    }
    String firms = String.join(", ", clients.stream().map(Client::name).toList());
    return people.isEmpty()
        ? firms
        : String.join(", ", people.stream().map(StaffMember::name).toList()) + " · " + firms;
  }
}
