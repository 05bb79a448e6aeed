package org.otklik.helpdesk.mail;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Held mail, and what was decided about it. */
@JdbcRepository(dialect = Dialect.MYSQL)
public interface HeldMails extends GenericRepository<HeldDecision, Long> {
  /** Those of some messages that are held; nobody else decides about them meanwhile. */
  @Query(
      """
      SELECT mail_id FROM mail_decision WHERE mail_id IN (:ids) AND outcome = 'HELD'
      ORDER BY mail_id FOR UPDATE
      """)
  List<Long> lock(Collection<Long> ids);

  @Query("SELECT * FROM mail WHERE id IN (:ids) ORDER BY id")
  List<ReceivedMail> mails(Collection<Long> ids);

  /** What else is held of a sender, the oldest first. */
  @Query(
      """
      SELECT m.* FROM mail_decision d FORCE INDEX (by_outcome) JOIN mail m ON m.id = d.mail_id
      WHERE d.outcome = 'HELD' AND d.sender = :sender AND d.mail_id <> :but
      ORDER BY d.mail_id LIMIT 100
      """)
  List<ReceivedMail> alsoOf(String sender, long but);

  /** The number of the ticket that the same message as one of these is on, come once more. */
  @Query(
      """
      SELECT t.number FROM mail_decision h JOIN kept_mail hk ON hk.id = h.mail_id
      JOIN mail_decision d ON d.message_key = h.message_key AND d.message_id = h.message_id
        AND d.sender = h.sender AND d.content_sha256 = h.content_sha256
      JOIN kept_mail k ON k.id = d.mail_id AND k.mailbox_id = hk.mailbox_id
      JOIN ticket t ON t.id = d.ticket_id
      WHERE h.mail_id IN (:ids) AND d.outcome IN ('REGISTERED', 'APPENDED')
      ORDER BY d.mail_id LIMIT 1
      """)
  Optional<Long> cameAgain(Collection<Long> ids);

  /** What was decided about a message, the latest first. */
  List<HeldDecision> findByMailIdOrderByIdDesc(long mailId);

  /** What was decided about some messages, the latest first. */
  @Query("SELECT * FROM held_decision WHERE mail_id IN (:ids) ORDER BY id DESC")
  List<HeldDecision> decisions(Collection<Long> ids);

  /** Who of the clients' people has an address. */
  @Query("SELECT staff_id FROM staff_address WHERE address = :address")
  Optional<Long> staffId(String address);

  /** The clients that have a mail domain. */
  @Query("SELECT client_id FROM client_domain WHERE domain = :domain ORDER BY client_id")
  List<Long> clientsOf(String domain);

  @Query(
      """
      UPDATE mail_decision SET outcome = :outcome, reason = :reason, reason_detail = :detail,
        client_id = :clientId, ticket_id = :ticketId, decided_at = :at
      WHERE mail_id = :mailId AND outcome = 'HELD'
      """)
  int decide(
      long mailId,
      MailOutcome outcome,
      String reason,
      String detail,
      @Nullable Long clientId,
      @Nullable Long ticketId,
      Instant at);

  /** Since when a message waits for a person: held, or unreadable. */
  @Introspected
  record Waiting(long mailId, Instant since) {}

  /** They wait since before an instant, and nobody was told of it; the oldest first. */
  @Query(
      """
      SELECT d.mail_id AS mail_id, d.decided_at AS since FROM mail_decision d
      LEFT JOIN held_alarm a ON a.mail_id = d.mail_id
      WHERE d.outcome IN ('HELD', 'UNREADABLE') AND d.decided_at <= :before
        AND a.mail_id IS NULL
      ORDER BY d.mail_id LIMIT :limit FOR UPDATE SKIP LOCKED
      """)
  List<Waiting> untold(Instant before, int limit);

  @Query("INSERT INTO held_alarm (mail_id, due_at, at) VALUES (:mailId, :dueAt, :at)")
  void told(long mailId, Instant dueAt, Instant at);

  /** Which of some messages are held too long. */
  @Query("SELECT mail_id FROM held_alarm WHERE mail_id IN (:ids)")
  List<Long> overdue(Collection<Long> ids);
}
