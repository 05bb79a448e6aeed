package org.otklik.helpdesk.metrics;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.call.CallRecord;

/** What waits to be done, and how calls ended: the queries behind metrics. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface Backlog extends GenericRepository<CallRecord, Long> {
  /** How many there are of a kind. */
  @Introspected
  record Count(String kind, long items) {}

  @Query(
      """
      SELECT COALESCE(outcome, 'ONGOING') AS kind, COUNT(*) AS items FROM hotline_call
      GROUP BY kind
      """)
  List<Count> calls();

  /** Letters that somebody may have to look after; those that were sent aren't counted. */
  @Query(
      """
      SELECT state AS kind, COUNT(*) AS items FROM outbox
      WHERE state IN ('WAITING', 'KEPT_BACK', 'FAILED', 'DELAYED', 'BOUNCED') GROUP BY state
      """)
  List<Count> letters();

  @Query("SELECT MIN(created_at) FROM outbox WHERE state = 'WAITING'")
  Optional<Instant> oldestLetter();

  /** The deadline that has wanted attention for longest. */
  @Query("SELECT MIN(wake_at) FROM deadline WHERE wake_at <= :now")
  Optional<Instant> oldestDeadline(Instant now);
}
