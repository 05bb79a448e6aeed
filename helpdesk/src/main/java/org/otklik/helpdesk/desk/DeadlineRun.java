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
import java.util.List;
import org.otklik.helpdesk.Repeating;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.letter.LetterWriter;
import org.otklik.helpdesk.store.ChangeStore;
import org.otklik.helpdesk.store.Matters;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.HeardUntil;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketLife;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enforces deadlines: takes tickets whose deadlines want attention, in the order in which they
 * came, and does what time demands, each once however many programs run. What one has claimed the
 * others skip, and the claim ends with the transaction of the effect.
 */
@Singleton
public class DeadlineRun implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineRun.class);
  private static final int AT_ONCE = 200;

  private final TransactionOperations<Connection> transactions;
  private final DueTickets due;
  private final ClientDeadlines clients;
  private final CallChores calls;
  private final Matters matters;
  private final TicketLife life;
  private final LetterWriter letters;
  private final ChangeStore store;
  private final HeardUntil heardUntil;
  private final OutboxRun outbox;
  private final InstantSource clock;
  private final TaskScheduler scheduler;
  private final Duration every;

  DeadlineRun(
      TransactionOperations<Connection> transactions,
      DueTickets due,
      ClientDeadlines clients,
      CallChores calls,
      Matters matters,
      TicketLife life,
      LetterWriter letters,
      ChangeStore store,
      HeardUntil heardUntil,
      OutboxRun outbox,
      InstantSource clock,
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler,
      @Value("${otklik.deadlines-every:250ms}") Duration every) {
    this.transactions = transactions;
    this.due = due;
    this.clients = clients;
    this.calls = calls;
    this.matters = matters;
    this.life = life;
    this.letters = letters;
    this.store = store;
    this.heardUntil = heardUntil;
    this.outbox = outbox;
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
    start();
  }

  /** Begins to run, until the program ends. */
  public void start() {
    Repeating.begin(scheduler, Duration.ZERO, every, this::run);
  }

  private void run() {
    try {
      if (crank() > 0) {
        outbox.wakeUp();
      }
    } catch (RuntimeException e) {
      LOG.warn("Deadlines wait: {}", e.toString());
    }
  }

  /**
   * Does all that is to be done by now.
   *
   * @return how often something was done to a ticket or a call, or for a client
   */
  public int crank() {
    int total = 0;
    int some = -1;
    while (some != 0) {
      some = wakeSome();
      total += some;
    }
    return total;
  }

  private int wakeSome() {
    return wakeTickets() + wakeClients() + calls.doSome();
  }

  private int wakeClients() {
    return transactions.executeWrite(status -> clients.wake(clock.instant(), AT_ONCE));
  }

  private int wakeTickets() {
    Instant readUntil = heardUntil.instant();
    return transactions.executeWrite(status -> {
      Instant now = clock.instant();
      List<Ticket> claimed = due.claim(now, AT_ONCE);
      if (claimed.isEmpty()) {
        return 0;
      }
      var changes = new Changes();
      matters
          .matters(claimed)
          .values()
          .forEach(matter -> changes.addAll(life.wake(matter, now, readUntil).changes()));
      letters.write(changes, now);
      store.save(changes);
      return claimed.size();
    });
  }

  /** The query. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface DueTickets extends GenericRepository<Ticket, Long> {
    @Query(
        """
        SELECT STRAIGHT_JOIN t.* FROM deadline d FORCE INDEX (wake)
        JOIN ticket t ON t.id = d.subject_id
        WHERE d.wake_at < :now AND d.subject = 'TICKET'
        ORDER BY d.wake_at, d.id LIMIT :limit FOR UPDATE SKIP LOCKED
        """)
    List<Ticket> claim(Instant now, int limit);
  }
}
