package org.otklik.helpdesk.mail;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.otklik.helpdesk.client.Client;
import org.otklik.intake.AddressBook;
import org.otklik.intake.screening.Standing;

/**
 * The address book as it is read for a client's own mailbox: a stranger who writes there is taken
 * for somebody of this client who isn't on its list, so that the mail goes on to the client.
 */
final class ClientsOwnMailbox implements AddressBook {
  private final AddressBook everybody;
  private final long client;
  private final Owners owners;
  private final ZoneId zone;

  ClientsOwnMailbox(AddressBook everybody, long client, Owners owners, ZoneId zone) {
    this.everybody = everybody;
    this.client = client;
    this.owners = owners;
    this.zone = zone;
  }

  @Override
  public Standings standings(Set<String> addresses) {
    Standings known = everybody.standings(addresses);
    var owner =
        SupplierUtil.memoized(() -> owners.owner(client)); // nobody while no client has this id
    return (address, arrived) -> {
      Standing standing = known.of(address, arrived);
      return standing instanceof Standing.Stranger
          ? owner.get().map(who -> colleague(who, arrived)).orElse(standing)
          : standing;
    };
  }

  private Standing colleague(Owner owner, Instant arrived) {
    var day = LocalDate.ofInstant(arrived, zone);
    return day.isBefore(owner.contractStart()) || day.isAfter(owner.contractEnd())
        ? new Standing.OutOfContract(client)
        : new Standing.Colleague(client, owner.address());
  }

  /** The client of a mailbox. */
  @Introspected
  record Owner(String address, LocalDate contractStart, LocalDate contractEnd) {}

  /** The query. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Owners extends GenericRepository<Client, Long> {
    @Query(
        """
        SELECT address AS address, contract_start AS contract_start, contract_end AS contract_end
        FROM client WHERE id = :id
        """)
    Optional<Owner> owner(long id);
  }
}
