package org.otklik.helpdesk.store;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.otklik.helpdesk.client.AddressForm;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;

/** Clients with their mail domains, and their staff with their addresses. */
@Singleton
public class ClientRegister {
  private final Rows.Clients clients;
  private final Rows.Staff staff;
  private final Addresses addresses;
  private final AddressForm form;

  ClientRegister(Rows.Clients clients, Rows.Staff staff, Addresses addresses, AddressForm form) {
    this.clients = clients;
    this.staff = staff;
    this.addresses = addresses;
    this.form = form;
  }

  @Transactional
  public void add(Client client, String... domains) {
    clients.save(client);
    for (String domain : domains) {
      addresses.addDomain(form.domain(domain), client.id());
    }
  }

  @Transactional
  public void add(StaffMember member, String... mailAddresses) {
    staff.save(member);
    for (String address : mailAddresses) {
      addresses.addAddress(form.address(address), member.id());
    }
  }

  /** The mail domains of each client that has any, by client id. */
  @Transactional
  public Map<Long, List<String>> domains(Collection<Long> clientIds) {
    return byOwner(clientIds.isEmpty() ? List.of() : addresses.domains(clientIds));
  }

  /** The addresses of each person who has any, by staff id. */
  @Transactional
  public Map<Long, List<String>> addresses(Collection<Long> staffIds) {
    return byOwner(staffIds.isEmpty() ? List.of() : addresses.addresses(staffIds));
  }

  @Transactional
  public List<String> domains(long clientId) {
    return domains(List.of(clientId)).getOrDefault(clientId, List.of());
  }

  @Transactional
  public List<String> addresses(long staffId) {
    return addresses(List.of(staffId)).getOrDefault(staffId, List.of());
  }

  private static Map<Long, List<String>> byOwner(List<Owned> found) {
    return found.stream()
        .collect(
            Collectors.groupingBy(
                Owned::owner, Collectors.mapping(Owned::value, Collectors.toList())));
  }

  @Transactional
  public boolean isDomainTaken(String domain) {
    return addresses.domainCount(domain) > 0;
  }

  @Transactional
  public boolean isAddressTaken(String normalAddress) {
    return addresses.addressCount(normalAddress) > 0;
  }

  /** A domain or an address, and whose it is. */
  @Introspected
  record Owned(long owner, String value) {}

  /** The tables. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Addresses extends GenericRepository<Client, Long> {
    @Query("INSERT INTO client_domain (domain, client_id) VALUES (:domain, :clientId)")
    void addDomain(String domain, long clientId);

    @Query("INSERT INTO staff_address (address, staff_id) VALUES (:address, :staffId)")
    void addAddress(String address, long staffId);

    @Query("SELECT COUNT(*) FROM client_domain WHERE domain = :domain")
    long domainCount(String domain);

    @Query("SELECT COUNT(*) FROM staff_address WHERE address = :address")
    long addressCount(String address);

    @Query(
        """
        SELECT client_id AS owner, domain AS value FROM client_domain
        WHERE client_id IN (:clientIds) ORDER BY domain
        """)
    List<Owned> domains(Collection<Long> clientIds);

    @Query(
        """
        SELECT staff_id AS owner, address AS value FROM staff_address
        WHERE staff_id IN (:staffIds) ORDER BY address
        """)
    List<Owned> addresses(Collection<Long> staffIds);
  }
}
