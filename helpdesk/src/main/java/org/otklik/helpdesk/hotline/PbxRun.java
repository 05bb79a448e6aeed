package org.otklik.helpdesk.hotline;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a PBX and its queue are: what all programs on one database know of it.
 *
 * @param holder the program that watches it
 * @param watched whether that one still has the lease
 * @param recordingsAway why recordings can't be fetched; "" while they can
 * @param waiting see {@link QueueText}
 */
@MappedEntity("pbx_run")
record PbxRun(
    @Id String pbx,
    @Nullable String holder,
    boolean watched,
    PbxPhase phase,
    @Nullable String fault,
    String detail,
    @Nullable Instant since,
    @Nullable Long lagMillis,
    @Nullable Instant reconciledAt,
    int openCalls,
    String recordingsAway,
    @Nullable Instant queueAt,
    String waiting,
    String members) {

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Runs extends GenericRepository<PbxRun, String> {
    @Query(
        """
        SELECT r.*, l.holder, l.held_until > UTC_TIMESTAMP(6) AS watched
        FROM pbx_run r JOIN lease l ON l.what = CONCAT('pbx/', r.pbx)
        """)
    List<PbxRun> all();

    @Query("SELECT members FROM pbx_run WHERE pbx = :pbx")
    String members(String pbx);

    @Query("INSERT IGNORE INTO pbx_run (pbx) VALUES (:pbx)")
    void introduce(String pbx);

    @Query(
        """
        UPDATE pbx_run SET phase = :phase, fault = :fault, detail = :detail, since = :since,
          lag_millis = :lagMillis, reconciled_at = :reconciledAt, open_calls = :openCalls
        WHERE pbx = :pbx
        """)
    void tell(
        String pbx,
        PbxPhase phase,
        @Nullable String fault,
        String detail,
        @Nullable Instant since,
        @Nullable Long lagMillis,
        @Nullable Instant reconciledAt,
        int openCalls);

    @Query("UPDATE pbx_run SET recordings_away = :why WHERE pbx = :pbx")
    void recordings(String pbx, String why);

    @Query(
        """
        UPDATE pbx_run SET queue_at = :at, waiting = :waiting, members = :members
        WHERE pbx = :pbx
        """)
    void show(String pbx, Instant at, String waiting, String members);
  }
}
