package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
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
        SELECT m.* FROM mail_undecided p JOIN mail m ON m.id = p.mail_id
        WHERE p.mailbox_id = :mailboxId AND p.mail_id > :afterId AND p.mail_id < :beforeId
        ORDER BY p.mail_id LIMIT :limit
        """)
    List<ReceivedMail> pending(long mailboxId, long afterId, long beforeId, int limit);
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

    @Query(
        """
        SELECT uid FROM kept_mail
        WHERE mailbox_id = :mailboxId AND uid_validity = :uidValidity
          AND uid BETWEEN :first AND :last
        """)
    List<Long> uidsBetween(long mailboxId, long uidValidity, long first, long last);
  }

  /** Batches that wait to be decided. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Pending extends GenericRepository<PendingBatch, Long> {
    /** The batches that some mail of one mailbox belongs to; nobody else closes them meanwhile. */
    @Query(
        """
        SELECT * FROM mail_pending FORCE INDEX (of_mailbox)
        WHERE mailbox_id = (SELECT mailbox_id FROM kept_mail WHERE id = :firstId)
          AND first_id <= :lastId AND last_id >= :firstId
        ORDER BY first_id, id FOR UPDATE
        """)
    List<PendingBatch> lock(long firstId, long lastId);

    /** Closes a batch of which all was just decided. */
    @Query("DELETE FROM mail_pending WHERE id = :id")
    void close(long id);

    /**
     * Closes those of some batches of which all is decided, as seen after they were locked. It
     * looks at each of their mails, which costs the server 5 µs for each.
     */
    @Query(
        """
        DELETE p FROM mail_pending p WHERE p.id IN (:ids) AND NOT EXISTS (
          SELECT 1 FROM kept_mail k LEFT JOIN mail_decision d ON d.mail_id = k.id
          WHERE k.id BETWEEN p.first_id AND p.last_id AND k.mailbox_id = p.mailbox_id
            AND d.mail_id IS NULL)
        """)
    void closeDecided(Collection<Long> ids);

    @Query(
        """
        INSERT INTO mail_failure (mail_id, attempts)
        SELECT mail_id, 1 FROM mail_undecided WHERE mail_id = :id
        ON DUPLICATE KEY UPDATE attempts = attempts + 1
        """)
    void failed(long id);

    @Query("SELECT attempts FROM mail_failure WHERE mail_id = :id")
    Optional<Integer> attempts(long id);

    @Query("DELETE FROM mail_failure WHERE mail_id = :id")
    void forgive(long id);
  }

  /** What became of messages, where it is to be decided anew. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Decided extends GenericRepository<DecidedMail, Long> {
    @Query("DELETE FROM mail_decision WHERE mail_id = :id AND outcome = 'UNREADABLE'")
    int undo(long id);
  }

  /** Batches that are decided, and whose mailbox doesn't know it. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Untold extends GenericRepository<UntoldBatch, Long> {
    /** The oldest ones after one that is named; nobody else changes them meanwhile. */
    @Query(
        """
        SELECT * FROM mail_untold FORCE INDEX (of_mailbox)
        WHERE mailbox_id = :mailboxId AND uid_validity = :uidValidity AND id > :afterId
        ORDER BY id LIMIT :limit FOR UPDATE
        """)
    List<UntoldBatch> lock(long mailboxId, long uidValidity, long afterId, int limit);

    @Query(
        """
        SELECT * FROM mail_untold
        WHERE mailbox_id = :mailboxId AND uid_validity = :uidValidity ORDER BY id LIMIT :limit
        """)
    List<UntoldBatch> oldest(long mailboxId, long uidValidity, int limit);

    @Query("UPDATE mail_untold SET uids = :uids WHERE id = :id")
    void leave(long id, String uids);

    @Query("DELETE FROM mail_untold WHERE id IN (:ids)")
    void told(Collection<Long> ids);
  }
}
