package org.otklik.helpdesk.mail;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
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
  private final InstantSource clock;
  private final ZoneId zone;

  ClientsOwnMailbox(
      AddressBook everybody, long client, Owners owners, InstantSource clock, ZoneId zone) {
    this.everybody = everybody;
    this.client = client;
    this.owners = owners;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public Map<String, Standing> standings(Set<String> addresses) {
    var standings = new HashMap<>(everybody.standings(addresses));
    if (standings.values().stream().anyMatch(Standing.Stranger.class::isInstance)) {
      owner()
          .ifPresent(owner ->
              standings.replaceAll(
                  (address, standing) -> standing instanceof Standing.Stranger ? owner : standing));
    }
    return standings;
  }

  /** Nobody while no client has this id. */
  private Optional<Standing> owner() {
    var today = LocalDate.ofInstant(clock.instant(), zone);
    return owners
        .owner(client)
        .map(owner ->
            today.isBefore(owner.contractStart()) || today.isAfter(owner.contractEnd())
                ? new Standing.OutOfContract(client)
                : new Standing.Colleague(client, owner.address()));
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
