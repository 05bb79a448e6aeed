package org.otklik.helpdesk.mail;

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
import java.util.Set;
import java.util.stream.Collectors;
import org.otklik.intake.Correspondence;
import org.otklik.intake.screening.Conversation;

/** What came and went before, by the tables of received and outgoing mail. */
@Singleton
class PastCorrespondence implements Correspondence {
  private final Lookups lookups;

  PastCorrespondence(Lookups lookups) {
    this.lookups = lookups;
  }

  @Override
  @Transactional
  public Recollection recall(Set<String> sha256, Set<String> messageIds) {
    var byHash = new HashMap<String, Long>();
    lookups.byHash(sha256).forEach(row -> byHash.put(row.sha256(), row.id()));
    if (messageIds.isEmpty()) {
      return new Recollection(byHash, Map.of(), Map.of());
    }
    var byMessageId = new HashMap<String, List<Earlier>>();
    for (Same row : lookups.byMessageId(messageIds)) {
      byMessageId
          .computeIfAbsent(row.messageId(), id -> new ArrayList<>())
          .add(new Earlier(row.id(), row.mailbox(), row.sender(), row.contentSha256()));
    }
    var conversations = new HashMap<String, Conversation>();
    for (Member row : lookups.received(messageIds)) {
      conversations.put(row.messageId(), row.conversation());
    }
    // Ours are ASCII, and so is their column, which can't be compared with anything else.
    Set<String> perhapsOurs =
        messageIds.stream()
            .filter(id -> id.chars().allMatch(c -> c < 128))
            .collect(Collectors.toSet());
    if (!perhapsOurs.isEmpty()) {
      for (Member row : lookups.sent(perhapsOurs)) {
        conversations.put(row.messageId(), row.conversation());
      }
    }
    return new Recollection(byHash, byMessageId, conversations);
  }

  /** A message with the same bytes. */
  @Introspected
  record Copy(String sha256, long id) {}

  /** A message with the same Message-ID. */
  @Introspected
  record Same(String messageId, long id, String mailbox, String sender, String contentSha256) {}

  /** A message that is part of a ticket. */
  @Introspected
  record Member(String messageId, long ticketId, long clientId, long requesterId) {
    Conversation conversation() {
      return new Conversation(ticketId, clientId, requesterId);
    }
  }

  /**
   * The queries. Without being told, the server reads the whole table in the order asked for, in
   * the hope to come upon the wanted rows early; there are usually none.
   */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Lookups extends GenericRepository<ReceivedMail, Long> {
    @Query("SELECT original AS sha256, id FROM mail WHERE original IN (:sha256)")
    List<Copy> byHash(Collection<String> sha256);

    @Query(
        """
        SELECT m.message_id AS message_id, m.id AS id, b.name AS mailbox,
          COALESCE(m.sender, '') AS sender, COALESCE(m.content_sha256, '') AS content_sha256
        FROM mail m FORCE INDEX (by_message_id)
        JOIN mailbox b ON b.id = m.mailbox_id
        WHERE m.message_id IN (:messageIds) AND m.outcome <> 'DUPLICATE'
        ORDER BY m.id LIMIT 1000
        """)
    List<Same> byMessageId(Collection<String> messageIds);

    @Query(
        """
        SELECT m.message_id AS message_id, t.id AS ticket_id, t.client_id AS client_id,
          t.requester_id AS requester_id
        FROM mail m FORCE INDEX (by_message_id)
        JOIN ticket t ON t.id = m.ticket_id
        WHERE m.message_id IN (:messageIds) AND m.outcome IN ('REGISTERED', 'APPENDED')
        ORDER BY m.id DESC LIMIT 1000
        """)
    List<Member> received(Collection<String> messageIds);

    @Query(
        """
        SELECT o.message_id AS message_id, t.id AS ticket_id, t.client_id AS client_id,
          t.requester_id AS requester_id
        FROM outbox o
        JOIN ticket t ON t.id = o.ticket_id
        WHERE o.message_id IN (:messageIds)
        """)
    List<Member> sent(Collection<String> messageIds);
  }
}
