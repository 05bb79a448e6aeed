package org.otklik.helpdesk.mail;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.intake.screening.Conversation;

/** Where a conversation goes on: a ticket that was merged into another stands for that other. */
@Singleton
class MergedTickets {
  /** Far more than anybody merges one into the next. */
  private static final int LONGEST_CHAIN = 50;

  private final Lookups lookups;

  MergedTickets(Lookups lookups) {
    this.lookups = lookups;
  }

  /** A ticket, as far as it matters here. */
  @Introspected
  record Place(
      long ticketId, long number, long clientId, long requesterId, @Nullable Long mergedInto) {}

  List<Place> byId(Collection<Long> ids) {
    return lookups.byId(ids);
  }

  List<Place> byNumber(Collection<Long> numbers) {
    return lookups.byNumber(numbers);
  }

  /**
   * The conversation that each ticket's goes on in. Whoever began one on the way takes part in it.
   * One question for each link of the longest chain, none where nothing was merged.
   */
  Map<Long, Conversation> follow(Collection<Place> places) {
    var known = new HashMap<Long, Place>();
    places.forEach(place -> known.put(place.ticketId(), place));
    Set<Long> next = unknown(known);
    for (int link = 0; link < LONGEST_CHAIN && !next.isEmpty(); link++) {
      lookups.byId(next).forEach(place -> known.put(place.ticketId(), place));
      next = unknown(known);
    }
    var conversations = new HashMap<Long, Conversation>();
    for (Place place : places) {
      conversations.put(place.ticketId(), end(place, known));
    }
    return conversations;
  }

  private static Set<Long> unknown(Map<Long, Place> known) {
    return known.values().stream()
        .map(Place::mergedInto)
        .filter(Objects::nonNull)
        .filter(id -> !known.containsKey(id))
        .collect(Collectors.toSet());
  }

  private static Conversation end(Place from, Map<Long, Place> known) {
    Place at = from;
    var requesters = new HashSet<Long>();
    for (int link = 0; link < LONGEST_CHAIN; link++) {
      requesters.add(at.requesterId());
      Optional<Place> further = Optional.ofNullable(at.mergedInto()).map(known::get);
      if (further.isEmpty()) {
        break;
      }
      at = further.get();
    }
    return new Conversation(at.ticketId(), at.clientId(), at.requesterId(), requesters);
  }

  /** The queries. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Lookups extends GenericRepository<Ticket, Long> {
    @Query(
        """
        SELECT id AS ticket_id, number, client_id, requester_id, merged_into FROM ticket
        WHERE id IN (:ids)
        """)
    List<Place> byId(Collection<Long> ids);

    @Query(
        """
        SELECT id AS ticket_id, number, client_id, requester_id, merged_into FROM ticket
        WHERE number IN (:numbers)
        """)
    List<Place> byNumber(Collection<Long> numbers);
  }
}
