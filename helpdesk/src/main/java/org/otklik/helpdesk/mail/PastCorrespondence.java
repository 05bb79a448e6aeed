package org.otklik.helpdesk.mail;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.connection.annotation.Connectable;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.mail.MergedTickets.Place;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.intake.Correspondence;
import org.otklik.intake.screening.Conversation;
import org.otklik.intake.screening.SentLetter;

/** What came and went before, by the tables of received and outgoing mail. */
@Singleton
class PastCorrespondence implements Correspondence {
  private final Lookups lookups;
  private final MergedTickets tickets;

  PastCorrespondence(Lookups lookups, MergedTickets tickets) {
    this.lookups = lookups;
    this.tickets = tickets;
  }

  @Override
  @Connectable
  public Recollection recall(Clues clues) {
    var byHash = new HashMap<String, Long>();
    if (!clues.sha256().isEmpty()) {
      lookups.byHash(clues.sha256()).forEach(row -> byHash.put(row.sha256(), row.id()));
    }
    var byMessageId = new HashMap<String, List<Earlier>>();
    var members = new ArrayList<Member>();
    var letters = new HashMap<String, SentLetter>();
    if (!clues.messageIds().isEmpty()) {
      for (Same row : lookups.byMessageKey(keys(clues.messageIds()))) {
        if (clues.messageIds().contains(row.messageId())) {
          byMessageId
              .computeIfAbsent(row.messageId(), id -> new ArrayList<>())
              .add(
                  new Earlier(
                      row.id(),
                      row.mailbox(),
                      row.sender(),
                      row.contentSha256(),
                      row.outcome().led()));
        }
      }
      for (Sent sent : sent(clues.messageIds())) {
        letters.put(
            sent.messageId(), new SentLetter(sent.id(), Optional.ofNullable(sent.ticketId())));
        sent.member().ifPresent(members::add);
      }
      if (!byMessageId.isEmpty()) {
        lookups.received(keys(byMessageId.keySet())).stream()
            .filter(member -> byMessageId.containsKey(member.messageId()))
            .forEach(members::add);
      }
    }
    List<Place> byId = clues.ticketIds().isEmpty() ? List.of() : tickets.byId(clues.ticketIds());
    List<Place> byNumber =
        clues.ticketNumbers().isEmpty() ? List.of() : tickets.byNumber(clues.ticketNumbers());
    Map<Long, Conversation> followed = followed(members, byId, byNumber);
    return new Recollection(
        byHash,
        byMessageId,
        conversations(members, followed),
        letters,
        only(clues.ticketIds(), followed),
        numbered(byNumber, followed));
  }

  @Override
  @Connectable
  public Map<Long, Set<Long>> participants(Set<Long> ticketIds) {
    var participants = new HashMap<Long, Set<Long>>();
    for (Participant row : lookups.participants(ticketIds)) {
      participants.computeIfAbsent(row.ticketId(), id -> new HashSet<>()).add(row.staffId());
    }
    return participants;
  }

  private static Set<Long> keys(Set<String> messageIds) {
    return messageIds.stream().map(DecidedMail::key).collect(Collectors.toSet());
  }

  /** The letters of ours among Message-IDs: what they begin with says which could be. */
  private List<Sent> sent(Set<String> messageIds) {
    Set<Long> perhapsOurs =
        messageIds.stream()
            .map(Letters::idIn)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    return perhapsOurs.isEmpty()
        ? List.of()
        : lookups.sent(perhapsOurs).stream()
            .filter(sent -> messageIds.contains(sent.messageId()))
            .toList();
  }

  private Map<Long, Conversation> followed(
      List<Member> members, List<Place> byId, List<Place> byNumber) {
    var places = new ArrayList<Place>();
    members.forEach(member -> places.add(member.place()));
    places.addAll(byId);
    places.addAll(byNumber);
    return tickets.follow(places);
  }

  private static Map<String, List<Conversation>> conversations(
      List<Member> members, Map<Long, Conversation> followed) {
    var conversations = new HashMap<String, List<Conversation>>();
    for (Member member : members) {
      Optional.ofNullable(followed.get(member.ticketId()))
          .ifPresent(conversation ->
              conversations
                  .computeIfAbsent(member.messageId(), id -> new ArrayList<>())
                  .add(conversation));
    }
    return conversations;
  }

  private static Map<Long, Conversation> only(Set<Long> ids, Map<Long, Conversation> followed) {
    var found = new HashMap<>(followed);
    found.keySet().retainAll(ids);
    return found;
  }

  private static Map<Long, Conversation> numbered(
      List<Place> places, Map<Long, Conversation> followed) {
    var found = new HashMap<Long, Conversation>();
    for (Place place : places) {
      Optional.ofNullable(followed.get(place.ticketId()))
          .ifPresent(conversation -> found.put(place.number(), conversation));
    }
    return found;
  }

  /** A message with the same bytes. */
  @Introspected
  record Copy(String sha256, long id) {}

  /** A message with the same Message-ID. */
  @Introspected
  record Same(
      String messageId,
      long id,
      String mailbox,
      String sender,
      String contentSha256,
      MailOutcome outcome) {}

  /** A message that is part of a ticket. */
  @Introspected
  record Member(
      String messageId,
      long ticketId,
      long number,
      long clientId,
      long requesterId,
      @Nullable Long mergedInto) {
    Place place() {
      return new Place(ticketId, number, clientId, requesterId, mergedInto);
    }
  }

  /** A letter of ours, and the ticket that it is about. */
  @Introspected
  record Sent(
      long id,
      String messageId,
      @Nullable Long ticketId,
      @Nullable Long number,
      @Nullable Long clientId,
      @Nullable Long requesterId,
      @Nullable Long mergedInto) {
    Optional<Member> member() {
      return ticketId == null || number == null || clientId == null || requesterId == null
          ? Optional.empty()
          : Optional.of(new Member(messageId, ticketId, number, clientId, requesterId, mergedInto));
    }
  }

  /** Somebody who takes part in a ticket. */
  @Introspected
  record Participant(long ticketId, long staffId) {}

  /**
   * The queries. Without being told, the server reads the whole table in the order asked for, in
   * the hope to come upon the wanted rows early; there are usually none. Or it begins with the
   * mailbox and looks at all of its mail, while its statistics are old.
   */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Lookups extends GenericRepository<ReceivedMail, Long> {
    @Query(
        "SELECT original AS sha256, mail_id AS id FROM mail_decision WHERE original IN (:sha256)")
    List<Copy> byHash(Collection<String> sha256);

    @Query(
        """
        SELECT STRAIGHT_JOIN d.message_id AS message_id, d.mail_id AS id, b.name AS mailbox,
          COALESCE(d.sender, '') AS sender, COALESCE(d.content_sha256, '') AS content_sha256,
          d.outcome AS outcome
        FROM mail_decision d FORCE INDEX (by_message_key)
        JOIN kept_mail k ON k.id = d.mail_id
        JOIN mailbox b ON b.id = k.mailbox_id
        WHERE d.message_key IN (:messageKeys) AND d.outcome <> 'DUPLICATE'
        ORDER BY d.mail_id LIMIT 1000
        """)
    List<Same> byMessageKey(Collection<Long> messageKeys);

    @Query(
        """
        SELECT STRAIGHT_JOIN d.message_id AS message_id, t.id AS ticket_id, t.number AS number,
          t.client_id AS client_id, t.requester_id AS requester_id, t.merged_into AS merged_into
        FROM mail_decision d FORCE INDEX (by_message_key)
        JOIN ticket t ON t.id = d.ticket_id
        WHERE d.message_key IN (:messageKeys) AND d.outcome IN ('REGISTERED', 'APPENDED')
        ORDER BY d.mail_id LIMIT 1000
        """)
    List<Member> received(Collection<Long> messageKeys);

    @Query(
        """
        SELECT o.id AS id, o.message_id AS message_id, t.id AS ticket_id, t.number AS number,
          t.client_id AS client_id, t.requester_id AS requester_id, t.merged_into AS merged_into
        FROM outbox o LEFT JOIN ticket t ON t.id = o.ticket_id
        WHERE o.id IN (:ids)
        """)
    List<Sent> sent(Collection<Long> ids);

    @Query(
        """
        SELECT DISTINCT c.ticket_id AS ticket_id, c.author_id AS staff_id FROM comment c
        WHERE c.ticket_id IN (:ticketIds) AND c.author_kind = 'STAFF' AND c.kind <> 'NOTE'
          AND c.author_id IS NOT NULL
        UNION SELECT ticket_id, staff_id FROM ticket_participant WHERE ticket_id IN (:ticketIds)
        """)
    List<Participant> participants(Collection<Long> ticketIds);
  }
}
