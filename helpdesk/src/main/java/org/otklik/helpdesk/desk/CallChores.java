package org.otklik.helpdesk.desk;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CaseLife;
import org.otklik.helpdesk.hotline.LateCalls;
import org.otklik.helpdesk.letter.CaseWriter;
import org.otklik.helpdesk.store.Cases;

/**
 * What time does to calls: those that nobody documented, those of whose end nobody told, and the
 * feedback that call cases owe. Each once, however many programs run: what one has claimed the
 * others skip.
 */
@Singleton
class CallChores {
  /** No call lasts so long: its PBX is gone for good, or has forgotten it. */
  private static final Duration FORGOTTEN = Duration.ofHours(24);

  private final TransactionOperations<Connection> transactions;
  private final LateCalls late;
  private final Due due;
  private final Cases cases;
  private final CaseLife life;
  private final CaseWriter writer;
  private final InstantSource clock;

  CallChores(
      TransactionOperations<Connection> transactions,
      LateCalls late,
      Due due,
      Cases cases,
      CaseLife life,
      CaseWriter writer,
      InstantSource clock) {
    this.transactions = transactions;
    this.late = late;
    this.due = due;
    this.cases = cases;
    this.life = life;
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * One of each.
   *
   * @return how many things it did
   */
  int doSome() {
    Instant now = clock.instant();
    Instant forgotten = now.minus(FORGOTTEN);
    if (!due.anything(now, forgotten)) {
      return 0;
    }
    int done = 0;
    done += late.undocumentedOne(now) ? 1 : 0;
    done += late.forgottenCall(forgotten) ? 1 : 0;
    done += late.forgottenCallBack(forgotten) ? 1 : 0;
    done += wakeCase() ? 1 : 0;
    return done;
  }

  private boolean wakeCase() {
    return transactions.executeWrite(status -> {
      Instant now = clock.instant();
      Optional<Long> caseId = due.claim(now);
      caseId.flatMap(cases::lock).ifPresent(standing -> writer.save(life.wake(standing, now), now));
      return caseId.isPresent();
    });
  }

  /** The queries. They begin with the open cases: the table of deadlines is the busiest. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Due extends GenericRepository<CallCase, Long> {
    /** Whether there is anything to do: mostly there isn't. */
    @Query(
        """
        SELECT EXISTS (SELECT 1 FROM hotline_call
            WHERE disposition = 'AWAITED' AND dispose_by <= :now)
          OR EXISTS (SELECT 1 FROM hotline_call
            WHERE outcome IS NULL AND entered_at < :forgotten)
          OR EXISTS (SELECT 1 FROM call_back
            WHERE outcome IS NULL AND requested_at < :forgotten)
          OR EXISTS (SELECT STRAIGHT_JOIN 1 FROM call_case c JOIN deadline d ON d.subject_id = c.id
            WHERE c.closed_at IS NULL AND d.wake_at < :now)
        """)
    boolean anything(Instant now, Instant forgotten);

    @Query(
        """
        SELECT STRAIGHT_JOIN c.id FROM call_case c JOIN deadline d ON d.subject_id = c.id
        WHERE c.closed_at IS NULL AND d.wake_at < :now
        ORDER BY d.wake_at, d.id LIMIT 1 FOR UPDATE SKIP LOCKED
        """)
    Optional<Long> claim(Instant now);
  }
}
