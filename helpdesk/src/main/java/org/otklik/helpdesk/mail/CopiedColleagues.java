package org.otklik.helpdesk.mail;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otklik.helpdesk.mailbox.OurAddresses;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.message.ParsedMessage;

/**
 * Whom somebody of the same firm puts in copy of a mail to us takes part in its ticket: they have
 * read it, and answer it as well as its sender does. Only those on the firm's list count. A mail to
 * us alone costs no question.
 */
@Singleton
class CopiedColleagues {
  /** Far more than anybody names in earnest. */
  private static final int MOST_ADDRESSES = 50;

  private static final int LONGEST_ADDRESS = 320;

  private final Lookups lookups;
  private final OurAddresses ours;

  CopiedColleagues(Lookups lookups, OurAddresses ours) {
    this.lookups = lookups;
    this.ours = ours;
  }

  /** Those in copy of mails that became part of tickets. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void takePart(List<Decision> decided) {
    var mails = new ArrayList<Mail>();
    for (Decision decision : decided) {
      Long clientId = decision.clientId();
      Long ticketId = decision.ticketId();
      boolean joined =
          decision.outcome() == MailOutcome.REGISTERED
              || decision.outcome() == MailOutcome.APPENDED;
      if (joined && clientId != null && ticketId != null) {
        decision
            .screened()
            .message()
            .ifPresent(message -> mails.add(new Mail(clientId, ticketId, inCopy(message))));
      }
    }
    note(mails);
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void takePart(ParsedMessage message, Ticket ticket) {
    note(List.of(new Mail(ticket.clientId(), ticket.id(), inCopy(message))));
  }

  private record Mail(long clientId, long ticketId, Set<String> inCopy) {}

  private void note(List<Mail> mails) {
    var addresses = new HashSet<String>();
    mails.forEach(mail -> addresses.addAll(mail.inCopy()));
    if (addresses.isEmpty()) {
      return;
    }
    List<Colleague> known = lookups.staff(addresses);
    for (Mail mail : mails) {
      known.stream()
          .filter(c -> c.clientId() == mail.clientId() && mail.inCopy().contains(c.address()))
          .forEach(c -> lookups.takesPart(mail.ticketId(), c.staffId(), c.address()));
    }
  }

  private Set<String> inCopy(ParsedMessage message) {
    return Stream.concat(message.to().stream(), message.cc().stream())
        .limit(MOST_ADDRESSES)
        .map(MailAddress::normalized)
        .filter(address -> address.length() <= LONGEST_ADDRESS && !ours.contains(address))
        .collect(Collectors.toSet());
  }

  /** Somebody on a client's list. */
  @Introspected
  record Colleague(String address, long staffId, long clientId) {}

  /** The queries. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Lookups extends GenericRepository<Ticket, Long> {
    @Query(
        """
        SELECT a.address AS address, s.id AS staff_id, s.client_id AS client_id
        FROM staff_address a JOIN staff s ON s.id = a.staff_id
        WHERE a.address IN (:addresses) AND s.active
        """)
    List<Colleague> staff(Collection<String> addresses);

    @Query(
        """
        INSERT INTO ticket_participant (ticket_id, staff_id, address)
        VALUES (:ticketId, :staffId, :address) ON DUPLICATE KEY UPDATE address = VALUES(address)
        """)
    void takesPart(long ticketId, long staffId, String address);
  }
}
