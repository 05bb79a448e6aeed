package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.PhoneBook;
import org.otklik.helpdesk.store.Rows;

/** Gathers what the pages of clients show. */
@Singleton
class ClientPages {
  private final Rows.Clients clients;
  private final Rows.Staff staff;
  private final Rows.Operators operators;
  private final ClientRegister register;
  private final PhoneBook book;
  private final Chromes chromes;

  ClientPages(
      Rows.Clients clients,
      Rows.Staff staff,
      Rows.Operators operators,
      ClientRegister register,
      PhoneBook book,
      Chromes chromes) {
    this.clients = clients;
    this.staff = staff;
    this.operators = operators;
    this.register = register;
    this.book = book;
    this.chromes = chromes;
  }

  @Transactional
  ClientListPage list(
      HttpRequest<?> request, CurrentOperator operator, TicketPage.Refused refused) {
    List<Client> all = clients.findAllOrderByName();
    List<Long> ids = all.stream().map(Client::id).toList();
    return new ClientListPage(
        chromes.of(request, operator, "clients", "console.clients.title").at("/clients"),
        all,
        register.domains(ids),
        book.ofClients(ids),
        operators.findByActiveTrueOrderByName(),
        refused);
  }

  /** A client's page; nothing when there is none. */
  @Transactional
  Optional<ClientPage> page(
      HttpRequest<?> request, CurrentOperator operator, long id, TicketPage.Refused refused) {
    return clients.findById(id).map(client -> page(request, operator, client, refused));
  }

  private ClientPage page(
      HttpRequest<?> request, CurrentOperator operator, Client client, TicketPage.Refused refused) {
    List<StaffMember> people = staff.findByClientIdOrderByName(client.id());
    List<Long> ids = people.stream().map(StaffMember::id).toList();
    List<String> phones = book.ofClients(List.of(client.id())).getOrDefault(client.id(), List.of());
    Map<Long, List<String>> staffPhones = book.ofStaff(ids);
    return new ClientPage(
        chromes
            .of(request, operator, "clients", "console.clients.title")
            .at("/clients/" + client.id(), client.name()),
        client,
        Optional.ofNullable(client.responsibleId())
            .flatMap(operators::findById)
            .map(Operator::name),
        register.domains(client.id()),
        phones,
        people,
        register.addresses(ids),
        staffPhones,
        sharers(
            Stream.concat(phones.stream(), staffPhones.values().stream().flatMap(List::stream))
                .collect(Collectors.toSet())),
        refused);
  }

  /** The names of all who have a number, of numbers that several have. */
  private Map<String, List<String>> sharers(Set<String> numbers) {
    Map<String, List<Long>> people = book.staffAt(numbers);
    Map<String, List<Long>> firms = book.clientsAt(numbers);
    Map<Long, StaffMember> members = named(people, staff::findByIdIn, StaffMember::id);
    var owners = new HashMap<String, List<String>>();
    Map<Long, Client> known =
        clients
            .findByIdIn(
                Stream.of(
                        Stream.of(0L), // a list of ids is never empty
                        firms.values().stream().flatMap(List::stream),
                        members.values().stream().map(StaffMember::clientId))
                    .flatMap(Function.identity())
                    .distinct()
                    .toList())
            .stream()
            .collect(Collectors.toMap(Client::id, Function.identity()));
    for (String number : numbers) {
      var names = new ArrayList<String>();
      for (long id : people.getOrDefault(number, List.of())) {
        Optional.ofNullable(members.get(id)).ifPresent(member -> names.add(member.name()));
      }
      for (long id : firms.getOrDefault(number, List.of())) {
        Optional.ofNullable(known.get(id)).ifPresent(client -> names.add(client.name()));
      }
      if (names.size() > 1) {
        owners.put(number, names);
      }
    }
    return owners;
  }

  private static <T> Map<Long, T> named(
      Map<String, List<Long>> byNumber, Function<List<Long>, List<T>> find, Function<T, Long> id) {
    List<Long> ids = byNumber.values().stream().flatMap(List::stream).distinct().toList();
    return ids.isEmpty()
        ? Map.of()
        : find.apply(ids).stream().collect(Collectors.toMap(id, Function.identity()));
  }
}
