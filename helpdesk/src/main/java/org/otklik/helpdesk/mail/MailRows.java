package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tables of received mail. */
public interface MailRows {
  /** Received messages and what became of them. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Mails extends GenericRepository<ReceivedMail, Long> {
    Optional<ReceivedMail> findById(long id);

    @Query(
        """
        SELECT m.* FROM mail_pending p JOIN mail m ON m.id = p.mail_id
        WHERE p.mailbox_id = :mailboxId AND p.mail_id > :afterId
        ORDER BY p.mail_id LIMIT :limit
        """)
    List<ReceivedMail> pending(long mailboxId, long afterId, int limit);
  }

  /** Messages as they came. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Stored extends GenericRepository<StoredMail, Long> {
    Optional<StoredMail> findById(long id);

    @Query(
        """
        SELECT uid FROM kept_mail
        WHERE mailbox_id = :mailboxId AND uid_validity = :uidValidity AND uid IN (:uids)
        """)
    List<Long> uids(long mailboxId, long uidValidity, Collection<Long> uids);
  }

  /** Messages that wait to be decided. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Pending extends GenericRepository<PendingMail, Long> {
    @Query("UPDATE mail_pending SET attempts = attempts + 1 WHERE mail_id = :id")
    void failed(long id);

    @Query("SELECT attempts FROM mail_pending WHERE mail_id = :id")
    Optional<Integer> attempts(long id);

    /** When the oldest of them arrived. */
    @Query("SELECT MIN(k.arrived_at) FROM mail_pending p JOIN kept_mail k ON k.id = p.mail_id")
    Optional<Instant> oldest();

    @Query("DELETE FROM mail_pending WHERE mail_id IN (:ids)")
    int take(Collection<Long> ids);

    /** How many there are of a mailbox. */
    @Query("SELECT COUNT(*) FROM mail_pending WHERE mailbox_id = :mailboxId")
    long of(long mailboxId);
  }

  /** What became of messages, where it is to be decided anew. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Decided extends GenericRepository<DecidedMail, Long> {
    @Query("DELETE FROM mail_decision WHERE mail_id = :id AND outcome = 'UNREADABLE'")
    int undo(long id);

    @Query("INSERT INTO mail_pending (mail_id, mailbox_id, attempts) VALUES (:id, :mailboxId, 0)")
    void pend(long id, long mailboxId);
  }

  /** Messages that are decided, and whose mailbox doesn't know it. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Untold extends GenericRepository<StoredMail, Long> {
    @Query(
        """
        INSERT INTO mail_untold (mailbox_id, uid_validity, uid)
        SELECT mailbox_id, uid_validity, uid FROM kept_mail WHERE id IN (:ids)
        ON DUPLICATE KEY UPDATE uid = VALUES(uid)
        """)
    void add(Collection<Long> ids);

    @Query(
        """
        SELECT uid FROM mail_untold
        WHERE mailbox_id = :mailboxId AND uid_validity = :uidValidity ORDER BY uid LIMIT :limit
        """)
    List<Long> uids(long mailboxId, long uidValidity, int limit);

    @Query(
        """
        DELETE FROM mail_untold
        WHERE mailbox_id = :mailboxId AND uid_validity = :uidValidity AND uid IN (:uids)
        """)
    void told(long mailboxId, long uidValidity, Collection<Long> uids);
  }

  /** Mailboxes by name. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Mailboxes extends GenericRepository<Mailbox, Long> {
    Optional<Mailbox> findByName(String name);

    Mailbox save(Mailbox mailbox);

    @Query("UPDATE mailbox SET address = :address WHERE id = :id")
    void changeAddress(long id, String address);
  }
}
