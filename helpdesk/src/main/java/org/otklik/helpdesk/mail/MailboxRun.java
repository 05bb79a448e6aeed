package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a mailbox, how it goes, and whether it is paused: what all programs on one database
 * know of it.
 *
 * @param epoch of the lease; who reads by an earlier one can keep nothing any more
 * @param holder the program that reads it
 * @param pausedBy whoever paused it, by name
 * @param phase and what follows: as the holder told last
 * @param problems see {@link MailboxProblems}
 */
@MappedEntity("mailbox_run")
record MailboxRun(
    @Id long mailboxId,
    long epoch,
    @Nullable String holder,
    @Nullable Instant pausedAt,
    @Nullable String pausedBy,
    String phase,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant nextTryAt,
    long backlog,
    boolean idle,
    String problems) {

  boolean isPaused() {
    return pausedAt != null;
  }

  Optional<Instant> lastSuccess() {
    return Optional.ofNullable(lastSuccessAt);
  }

  /** The table. A lease runs by the database's clock, the only one that all programs share. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Runs extends GenericRepository<MailboxRun, Long> {
    @Query("SELECT * FROM mailbox_run")
    List<MailboxRun> all();

    @Query("SELECT epoch FROM mailbox_run WHERE mailbox_id = :id")
    long epoch(long id);

    @Query("INSERT IGNORE INTO mailbox_run (mailbox_id) VALUES (:id)")
    void introduce(long id);

    /**
     * Takes a lease that has ended.
     *
     * @param again whether one that is this program's own may be taken before: it has died and come
     *     back
     */
    @Query(
        """
        UPDATE mailbox_run SET holder = :holder, epoch = epoch + 1,
          held_until = UTC_TIMESTAMP(6) + INTERVAL :seconds SECOND
        WHERE mailbox_id = :id AND (held_until < UTC_TIMESTAMP(6) OR (:again AND holder = :holder))
        """)
    int take(long id, String holder, boolean again, long seconds);

    /** Holds it longer, and tells how it goes; nothing when it is somebody else's by now. */
    @Query(
        """
        UPDATE mailbox_run SET held_until = UTC_TIMESTAMP(6) + INTERVAL :seconds SECOND,
          phase = :phase, last_success_at = COALESCE(:lastSuccessAt, last_success_at),
          next_try_at = :nextTryAt, backlog = :backlog, idle = :idle, problems = :problems
        WHERE mailbox_id = :id AND epoch = :epoch
        """)
    int renew(
        long id,
        long epoch,
        long seconds,
        String phase,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant nextTryAt,
        long backlog,
        boolean idle,
        String problems);

    @Query(
        """
        UPDATE mailbox_run SET held_until = UTC_TIMESTAMP(6), holder = NULL
        WHERE mailbox_id = :id AND epoch = :epoch
        """)
    void release(long id, long epoch);

    /** Counts what is kept under a lease; nothing when it is somebody else's by now. */
    @Query("UPDATE mailbox_run SET kept = kept + :count WHERE mailbox_id = :id AND epoch = :epoch")
    int count(long id, long epoch, int count);

    @Query(
        """
        UPDATE mailbox_run SET paused_at = :at, paused_by = :by
        WHERE mailbox_id = :id AND paused_at IS NULL
        """)
    void pause(long id, Instant at, String by);

    @Query("UPDATE mailbox_run SET paused_at = NULL, paused_by = NULL WHERE mailbox_id = :id")
    void resume(long id);
  }
}
