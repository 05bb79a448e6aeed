package org.otklik.helpdesk.desk;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.store.ChangeStore;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Ticket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the breach of every deadline that passes, in due order, each once however many programs
 * run: what one has claimed the others skip, and the claim ends with the transaction of the effect.
 */
@Singleton
public class DeadlineRun implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineRun.class);
  private static final int AT_ONCE = 100;

  private final TransactionOperations<Connection> transactions;
  private final DueDeadlines due;
  private final Rows.Tickets tickets;
  private final Breaches breaches;
  private final ChangeStore store;
  private final InstantSource clock;
  private final TaskScheduler scheduler;
  private final Duration every;

  DeadlineRun(
      TransactionOperations<Connection> transactions,
      DueDeadlines due,
      Rows.Tickets tickets,
      Breaches breaches,
      ChangeStore store,
      InstantSource clock,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
      @Value("${otklik.deadlines-every:1s}") Duration every) {
    this.transactions = transactions;
    this.due = due;
    this.tickets = tickets;
    this.breaches = breaches;
    this.store = store;
    this.clock = clock;
    this.scheduler = scheduler;
    this.every = every;
  }

  /**
   * Not by {@code @Scheduled}, whose first turn comes while the program is still being put
   * together.
   */
  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    var _ = scheduler.scheduleWithFixedDelay(Duration.ZERO, every, this::run);
  }

  private void run() {
    try {
      crank();
    } catch (RuntimeException e) {
      LOG.warn("Deadlines wait: {}", e.toString());
    }
  }

  /**
   * Processes all that is due by now.
   *
   * @return how many deadlines were breached
   */
  public int crank() {
    int total = 0;
    int some = -1;
    while (some != 0) {
      some = breachSome(clock.instant());
      total += some;
    }
    return total;
  }

  private int breachSome(Instant now) {
    return transactions.executeWrite(status -> {
      List<Deadline> passed = due.claim(now, AT_ONCE);
      Map<Long, List<Deadline>> byTicket = new LinkedHashMap<>();
      passed.forEach(d -> byTicket.computeIfAbsent(d.ticketId(), id -> new ArrayList<>()).add(d));
      var changes = new Changes();
      byTicket.forEach((ticketId, deadlines) -> {
        Ticket ticket = tickets.findById(ticketId).orElseThrow();
        changes.addAll(breaches.overdue(ticket, deadlines, now));
      });
      store.save(changes);
      return passed.size();
    });
  }

  /** The query. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface DueDeadlines extends GenericRepository<Deadline, Long> {
    @Query(
        """
        SELECT * FROM deadline WHERE outcome = 'OPEN' AND due_at < :now
        ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
        """)
    List<Deadline> claim(Instant now, int limit);
  }
}
