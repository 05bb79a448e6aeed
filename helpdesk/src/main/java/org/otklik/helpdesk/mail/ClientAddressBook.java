package org.otklik.helpdesk.mail;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.connection.annotation.Connectable;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.mailbox.OurAddresses;
import org.otklik.intake.AddressBook;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.screening.Standing;

/** Who stands behind an address, by the clients' lists and mail domains. */
@Singleton
class ClientAddressBook implements AddressBook {
  private final Lookups lookups;
  private final OurAddresses ours;
  private final MailSettings settings;

  ClientAddressBook(Lookups lookups, OurAddresses ours, MailSettings settings) {
    this.lookups = lookups;
    this.ours = ours;
    this.settings = settings;
  }

  @Override
  @Connectable
  public Standings standings(Set<String> addresses) {
    var standings = new HashMap<String, Function<LocalDate, Standing>>();
    for (Listed listed : lookups.registered(addresses)) {
      standings.put(listed.address(), day -> standing(listed, day));
    }
    addByDomain(addresses, standings);
    for (String address : addresses) {
      if (ours.contains(address)) {
        standings.put(address, _ -> new Standing.Ours());
      }
      standings.putIfAbsent(address, _ -> new Standing.Stranger());
    }
    return (address, arrived) ->
        Objects.requireNonNull(standings.get(address))
            .apply(LocalDate.ofInstant(arrived, settings.zone()));
  }

  private void addByDomain(
      Set<String> addresses, Map<String, Function<LocalDate, Standing>> standings) {
    var domains = new HashSet<String>();
    for (String address : addresses) {
      String domain = MailAddress.of(address).domain();
      // What isn't ASCII by now is no domain, and the column couldn't be compared with it.
      if (!standings.containsKey(address) && domain.chars().allMatch(c -> c < 128)) {
        domains.add(domain);
      }
    }
    if (domains.isEmpty()) {
      return;
    }
    var byDomain = new HashMap<String, Function<LocalDate, Standing>>();
    for (DomainOwner owner : lookups.owners(domains)) {
      byDomain.merge(
          owner.domain(),
          day -> standing(owner, day),
          (one, other) -> _ -> new Standing.SharedDomain());
    }
    for (String address : addresses) {
      var standing = byDomain.get(MailAddress.of(address).domain());
      if (standing != null) {
        standings.putIfAbsent(address, standing);
      }
    }
  }

  private static Standing standing(Listed listed, LocalDate day) {
    return inForce(listed.contractStart(), listed.contractEnd(), day)
        ? new Standing.Registered(listed.staffId(), listed.clientId(), listed.role().seesAll())
        : new Standing.OutOfContract(listed.clientId());
  }

  private static Standing standing(DomainOwner owner, LocalDate day) {
    return inForce(owner.contractStart(), owner.contractEnd(), day)
        ? new Standing.Colleague(owner.clientId(), owner.clientAddress())
        : new Standing.OutOfContract(owner.clientId());
  }

  private static boolean inForce(LocalDate start, LocalDate end, LocalDate day) {
    return !day.isBefore(start) && !day.isAfter(end);
  }

  /** A registered address. */
  @Introspected
  record Listed(
      String address,
      long staffId,
      long clientId,
      Role role,
      LocalDate contractStart,
      LocalDate contractEnd) {}

  /** A client that has a mail domain. */
  @Introspected
  record DomainOwner(
      String domain,
      long clientId,
      String clientAddress,
      LocalDate contractStart,
      LocalDate contractEnd) {}

  /** The queries. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Lookups extends GenericRepository<Client, Long> {
    @Query(
        """
        SELECT a.address AS address, s.id AS staff_id, s.client_id AS client_id, s.role AS role,
          c.contract_start AS contract_start, c.contract_end AS contract_end
        FROM staff_address a
        JOIN staff s ON s.id = a.staff_id
        JOIN client c ON c.id = s.client_id
        WHERE s.active AND a.address IN (:addresses)
        """)
    List<Listed> registered(Collection<String> addresses);

    @Query(
        """
        SELECT d.domain AS domain, c.id AS client_id, c.address AS client_address,
          c.contract_start AS contract_start, c.contract_end AS contract_end
        FROM client_domain d
        JOIN client c ON c.id = d.client_id
        WHERE d.domain IN (:domains)
        """)
    List<DomainOwner> owners(Collection<String> domains);
  }
}
