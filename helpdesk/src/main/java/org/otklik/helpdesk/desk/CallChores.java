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
  private final DueCases due;
  private final Cases cases;
  private final CaseLife life;
  private final CaseWriter writer;
  private final InstantSource clock;

  CallChores(
      TransactionOperations<Connection> transactions,
      LateCalls late,
      DueCases due,
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
    int done = 0;
    done += late.undocumentedOne(now) ? 1 : 0;
    done += late.forgottenCall(now.minus(FORGOTTEN)) ? 1 : 0;
    done += late.forgottenCallBack(now.minus(FORGOTTEN)) ? 1 : 0;
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

  /** The query. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface DueCases extends GenericRepository<CallCase, Long> {
    @Query(
        """
        SELECT c.id FROM deadline d JOIN call_case c ON c.id = d.subject_id
        WHERE d.wake_at < :now AND d.subject = 'CALL'
        ORDER BY d.wake_at, d.id LIMIT 1 FOR UPDATE SKIP LOCKED
        """)
    Optional<Long> claim(Instant now);
  }
}
