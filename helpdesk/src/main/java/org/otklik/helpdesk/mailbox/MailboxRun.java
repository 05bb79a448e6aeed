package org.otklik.helpdesk.mailbox;

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
 * @param holder the program that reads it: who has its lease
 * @param pausedBy whoever paused it, by name
 * @param phase and what follows: as the holder told last
 * @param problems see {@link MailboxProblems}
 */
@MappedEntity("mailbox_run")
record MailboxRun(
    @Id long mailboxId,
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

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Runs extends GenericRepository<MailboxRun, Long> {
    @Query(
        """
        SELECT r.*, l.holder FROM mailbox_run r
        LEFT JOIN lease l ON l.what = CONCAT('mailbox/', r.mailbox_id)
        """)
    List<MailboxRun> all();

    @Query("INSERT IGNORE INTO mailbox_run (mailbox_id) VALUES (:id)")
    void introduce(long id);

    /** How it goes, as its holder says. */
    @Query(
        """
        UPDATE mailbox_run SET phase = :phase,
          last_success_at = COALESCE(:lastSuccessAt, last_success_at),
          next_try_at = :nextTryAt, backlog = :backlog, idle = :idle, problems = :problems
        WHERE mailbox_id = :id
        """)
    void tell(
        long id,
        String phase,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant nextTryAt,
        long backlog,
        boolean idle,
        String problems);

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
