package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tables of received mail. */
public interface MailRows {
  /** Received messages. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Mails extends CrudRepository<ReceivedMail, Long> {
    @Query(
        """
        SELECT uid FROM mail
        WHERE mailbox_id = :mailboxId AND uid_validity = :uidValidity AND uid IN (:uids)
        """)
    List<Long> kept(long mailboxId, long uidValidity, Collection<Long> uids);

    @Query(
        """
        SELECT * FROM mail
        WHERE outcome = 'PENDING' AND mailbox_id = :mailboxId AND id > :afterId
        ORDER BY id LIMIT :limit
        """)
    List<ReceivedMail> pending(long mailboxId, long afterId, int limit);

    @Query(
        """
        SELECT uid FROM mail
        WHERE mailbox_id = :mailboxId AND uid_validity = :uidValidity AND told_at IS NULL
          AND outcome <> 'PENDING'
        ORDER BY uid LIMIT :limit
        """)
    List<Long> untold(long mailboxId, long uidValidity, int limit);

    @Query(
        """
        UPDATE mail SET told_at = :at
        WHERE mailbox_id = :mailboxId AND uid_validity = :uidValidity AND uid IN (:uids)
        """)
    void told(long mailboxId, long uidValidity, Collection<Long> uids, Instant at);

    @Query("UPDATE mail SET attempts = attempts + 1 WHERE id = :id AND outcome = 'PENDING'")
    void failed(long id);

    @Query("SELECT attempts FROM mail WHERE id = :id")
    int attempts(long id);
  }

  /** Bytes of small messages. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface RawMails extends CrudRepository<RawMail, Long> {}

  /** Mailboxes by name. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Mailboxes extends GenericRepository<Mailbox, Long> {
    Optional<Mailbox> findByName(String name);

    Mailbox save(Mailbox mailbox);

    @Query("UPDATE mailbox SET address = :address WHERE id = :id")
    void changeAddress(long id, String address);
  }
}
