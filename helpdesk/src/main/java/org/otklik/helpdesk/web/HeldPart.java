package org.otklik.helpdesk.web;

import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.mail.ReceivedMail;

/**
 * What can be decided about a held message.
 *
 * @param overdue somebody should have decided by now
 * @param also what else is held of its sender
 * @param clients whom it can be for
 * @param suggested the client that has the sender's mail domain, 0 for none
 * @param listedAt the client on whose list the sender is already
 * @param refused what was asked for and not done
 */
public record HeldPart(
    boolean overdue,
    List<ReceivedMail> also,
    List<Client> clients,
    long suggested,
    Optional<Client> listedAt,
    TicketPage.Refused refused) {

  /** Whether a client is chosen in a form. */
  public boolean isChosen(String form, Client client) {
    return refused
        .typed(form, "client", Long.toString(suggested))
        .equals(Long.toString(client.id()));
  }

  public boolean isChosen(Role role) {
    return refused.typed("registration", "role", Role.LIMITED.name()).equals(role.name());
  }

  public List<Role> roles() {
    return List.of(Role.LIMITED, Role.FULL);
  }
}
