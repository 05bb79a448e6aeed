package org.otklik.helpdesk.desk;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketLife;

/**
 * After a calendar was edited: what still runs in it is due by the new one, with an entry in the
 * history of each ticket where something moved. What is met or breached stays.
 */
@Singleton
class Recomputation {
  private final RunningIn running;
  private final TicketSweep sweep;
  private final TicketLife life;
  private final InstantSource clock;

  Recomputation(RunningIn running, TicketSweep sweep, TicketLife life, InstantSource clock) {
    this.running = running;
    this.sweep = sweep;
    this.life = life;
    this.clock = clock;
  }

  /** In the transaction that edits the calendar: both happen, or neither. */
  @Transactional(propagation = Propagation.MANDATORY)
  void after(long calendarId) {
    Instant now = clock.instant();
    sweep.each(
        running.calendar(calendarId), now, matter -> life.recompute(matter, Actor.PROGRAM, now));
  }

  /** The query. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface RunningIn extends GenericRepository<Ticket, Long> {
    @Query(
        """
        SELECT t.id FROM ticket t JOIN client c ON c.id = t.client_id
        WHERE c.calendar_id = :calendarId AND t.state <> 'CLOSED' ORDER BY t.id
        """)
    List<Long> calendar(long calendarId);
  }
}
