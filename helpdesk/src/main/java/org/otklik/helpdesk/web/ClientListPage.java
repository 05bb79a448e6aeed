package org.otklik.helpdesk.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.client.Client;

/**
 * The list of clients.
 *
 * @param domains of each client that has any, by its id
 * @param phones likewise
 * @param operators who can be responsible for a new one
 */
public record ClientListPage(
    Chrome chrome,
    List<Client> clients,
    Map<Long, List<String>> domains,
    Map<Long, List<String>> phones,
    List<Operator> operators,
    TicketPage.Refused refused) {

  public String domains(Client client) {
    return String.join(", ", domains.getOrDefault(client.id(), List.of()));
  }

  public List<String> phones(Client client) {
    return phones.getOrDefault(client.id(), List.of());
  }

  /** Who is responsible for one by default. */
  public Optional<String> responsible(Client client) {
    return operators.stream()
        .filter(operator -> Long.valueOf(operator.id()).equals(client.responsibleId()))
        .map(Operator::name)
        .findFirst();
  }

  public boolean isInForce(Client client) {
    return client.inForceOn(chrome.times().today());
  }
}
