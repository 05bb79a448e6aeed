package org.otklik.helpdesk.letter;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.ticket.Ticket;

/** Where requesters write from, and what was written on their tickets, for many tickets at once. */
@Singleton
class Conversations {
  private static final int REFERENCES = 20;

  private final Lookups lookups;

  Conversations(Lookups lookups) {
    this.lookups = lookups;
  }

  /** As it stands at one moment, by ticket. */
  record Seen(
      Map<Long, String> addresses,
      Map<Long, List<String>> messageIds,
      Map<Long, List<Participant>> participants) {

    /** The address that the requester wrote from last, else one of theirs. */
    Optional<String> addressOf(Ticket ticket) {
      return Optional.ofNullable(addresses.get(ticket.id()));
    }

    /** Who else of the client has written on it. */
    List<Participant> participantsOf(Ticket ticket) {
      return participants.getOrDefault(ticket.id(), List.of());
    }

    /**
     * Our letter joins the thread of what was said so far, after the latest; of a long thread its
     * first message and the latest are named (RFC 5322 §3.6.4).
     */
    Letters.Threading threadOf(Ticket ticket) {
      List<String> ids = messageIds.getOrDefault(ticket.id(), List.of());
      if (ids.isEmpty()) {
        return Letters.Threading.NEW;
      }
      var references = new ArrayList<String>();
      if (ids.size() > REFERENCES) {
        references.add(ids.getFirst());
      }
      references.addAll(
          ids.subList(ids.size() > REFERENCES ? ids.size() - REFERENCES + 1 : 0, ids.size()));
      return new Letters.Threading(ids.getLast(), references);
    }
  }

  @Transactional
  Seen of(Collection<Ticket> tickets, boolean withParticipants) {
    if (tickets.isEmpty()) {
      return new Seen(Map.of(), Map.of(), Map.of());
    }
    var ids = tickets.stream().map(Ticket::id).collect(Collectors.toSet());
    var requesters = tickets.stream().map(Ticket::requesterId).collect(Collectors.toSet());
    var known = new HashMap<Long, String>();
    lookups.addresses(requesters).forEach(fact -> known.putIfAbsent(fact.about(), fact.text()));
    var addresses = new HashMap<Long, String>();
    for (Ticket ticket : tickets) {
      Optional.ofNullable(known.get(ticket.requesterId()))
          .ifPresent(address -> addresses.put(ticket.id(), address));
    }
    lookups.writtenFrom(ids).forEach(fact -> addresses.put(fact.about(), fact.text()));
    Map<Long, List<String>> messageIds =
        lookups.messageIds(ids).stream()
            .filter(fact -> isPlain(fact.text()))
            .collect(
                Collectors.groupingBy(
                    Fact::about, Collectors.mapping(Fact::text, Collectors.toList())));
    return new Seen(
        addresses,
        messageIds,
        withParticipants
            ? lookups.participants(ids).stream().collect(Collectors.groupingBy(Participant::about))
            : Map.of());
  }

  private static boolean isPlain(String messageId) {
    return messageId.length() <= 250 && messageId.chars().allMatch(c -> c > 32 && c < 127);
  }

  /** A text of a ticket or of a member of staff. */
  @Introspected
  record Fact(long about, String text) {}

  /** Somebody of the client who has written on a ticket that another one asked for. */
  @Introspected
  record Participant(long about, String address, String name) {}

  /** The queries. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Lookups extends GenericRepository<Ticket, Long> {
    @Query(
        """
        SELECT staff_id AS about, address AS text FROM staff_address
        WHERE staff_id IN (:staffIds) ORDER BY address
        """)
    List<Fact> addresses(Collection<Long> staffIds);

    /** The requesters' own addresses that they wrote from, the latest last. */
    @Query(
        """
        SELECT c.ticket_id AS about, a.address AS text FROM comment c
        JOIN ticket t ON t.id = c.ticket_id
        JOIN mail m ON m.id = c.mail_id
        JOIN staff_address a ON a.address = m.sender AND a.staff_id = t.requester_id
        WHERE c.ticket_id IN (:ticketIds) ORDER BY c.id
        """)
    List<Fact> writtenFrom(Collection<Long> ticketIds);

    @Query(
        """
        SELECT c.ticket_id AS about, m.message_id AS text FROM comment c
        JOIN mail m ON m.id = c.mail_id
        WHERE c.ticket_id IN (:ticketIds) AND m.message_id IS NOT NULL ORDER BY c.id
        """)
    List<Fact> messageIds(Collection<Long> ticketIds);

    /** One address each: the one that they wrote from or were in copy at, else one of theirs. */
    @Query(
        """
        SELECT p.ticket_id AS about, s.name AS name,
          COALESCE(
            MAX(IF(p.wrote AND p.address = a.address, a.address, NULL)),
            MAX(IF(p.address = a.address, a.address, NULL)),
            MIN(a.address)) AS address
        FROM (
          SELECT c.ticket_id, c.author_id AS staff_id, TRUE AS wrote, m.sender AS address
          FROM comment c LEFT JOIN mail m ON m.id = c.mail_id
          WHERE c.ticket_id IN (:ticketIds) AND c.author_kind = 'STAFF'
          UNION ALL
          SELECT ticket_id, staff_id, FALSE, address FROM ticket_participant
          WHERE ticket_id IN (:ticketIds)) p
        JOIN ticket t ON t.id = p.ticket_id
        JOIN staff s ON s.id = p.staff_id AND s.client_id = t.client_id AND s.active
        JOIN staff_address a ON a.staff_id = s.id
        WHERE p.staff_id <> t.requester_id
        GROUP BY p.ticket_id, s.id, s.name ORDER BY p.ticket_id, s.id
        """)
    List<Participant> participants(Collection<Long> ticketIds);
  }
}
