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

    /**
     * What waits, by id. The sums keep the server from going through all mail between the ids: it
     * is to find what waits by the batches, and then to compare.
     */
    @Query(
        """
        SELECT STRAIGHT_JOIN m.* FROM mail_undecided p JOIN mail m ON m.id = p.mail_id
        WHERE p.mailbox_id = :mailboxId AND p.mail_id + 0 > :afterId AND p.mail_id + 0 < :beforeId
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
     * Closes a batch if all of it is decided, as seen after it was locked. It looks at each of its
     * mails, which costs the server 5 µs for each.
     */
    @Query(
        """
        DELETE FROM mail_pending WHERE id = :id AND NOT EXISTS (
          SELECT 1 FROM kept_mail k FORCE INDEX (PRIMARY)
          LEFT JOIN mail_decision d ON d.mail_id = k.id
          WHERE k.id BETWEEN :firstId AND :lastId AND k.mailbox_id = :mailboxId
            AND d.mail_id IS NULL)
        """)
    void closeDecided(long id, long mailboxId, long firstId, long lastId);

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
