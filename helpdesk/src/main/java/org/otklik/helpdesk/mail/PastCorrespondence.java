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
import java.util.Optional;
import java.util.Set;
import org.otklik.helpdesk.outbox.Letters;
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
    List<Long> perhapsOurs =
        messageIds.stream().map(Letters::idIn).flatMap(Optional::stream).toList();
    if (!perhapsOurs.isEmpty()) {
      for (Member row : lookups.sent(perhapsOurs)) {
        if (messageIds.contains(row.messageId())) {
          conversations.put(row.messageId(), row.conversation());
        }
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
    @Query(
        "SELECT original AS sha256, mail_id AS id FROM mail_decision WHERE original IN (:sha256)")
    List<Copy> byHash(Collection<String> sha256);

    @Query(
        """
        SELECT d.message_id AS message_id, d.mail_id AS id, b.name AS mailbox,
          COALESCE(d.sender, '') AS sender, COALESCE(d.content_sha256, '') AS content_sha256
        FROM mail_decision d FORCE INDEX (by_message_id)
        JOIN kept_mail k ON k.id = d.mail_id
        JOIN mailbox b ON b.id = k.mailbox_id
        WHERE d.message_id IN (:messageIds) AND d.outcome <> 'DUPLICATE'
        ORDER BY d.mail_id LIMIT 1000
        """)
    List<Same> byMessageId(Collection<String> messageIds);

    @Query(
        """
        SELECT d.message_id AS message_id, t.id AS ticket_id, t.client_id AS client_id,
          t.requester_id AS requester_id
        FROM mail_decision d FORCE INDEX (by_message_id)
        JOIN ticket s ON s.id = d.ticket_id
        JOIN ticket t ON t.id = COALESCE(s.merged_into, s.id)
        WHERE d.message_id IN (:messageIds) AND d.outcome IN ('REGISTERED', 'APPENDED')
        ORDER BY d.mail_id DESC LIMIT 1000
        """)
    List<Member> received(Collection<String> messageIds);

    @Query(
        """
        SELECT o.message_id AS message_id, t.id AS ticket_id, t.client_id AS client_id,
          t.requester_id AS requester_id
        FROM outbox o
        JOIN ticket s ON s.id = o.ticket_id
        JOIN ticket t ON t.id = COALESCE(s.merged_into, s.id)
        WHERE o.id IN (:ids)
        """)
    List<Member> sent(Collection<Long> ids);
  }
}
