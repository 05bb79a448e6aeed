package org.otklik.helpdesk.mail;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.connection.annotation.Connectable;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.otklik.intake.screening.SharedRates;

/** What was let in lately from senders who write a lot, in a table that all programs read. */
@Singleton
class BusySenders implements SharedRates {
  /** Far longer than the hour that counts, also when a backlog is read. */
  private static final Duration REMEMBERED = Duration.ofHours(6);

  private static final int PRUNED_AT_ONCE = 500;

  /** What is longer is no address (RFC 5321 §4.5.3.1), and would not fit. */
  private static final int LONGEST_ADDRESS = 320;

  private final Marks marks;
  private final InstantSource clock;

  BusySenders(Marks marks, InstantSource clock) {
    this.marks = marks;
    this.clock = clock;
  }

  @Override
  @Connectable
  public Map<String, Map<Long, Instant>> letIn(Set<String> senders, Instant since) {
    var letIn = new HashMap<String, Map<Long, Instant>>();
    for (Mark mark : marks.since(senders, since)) {
      letIn.computeIfAbsent(mark.sender(), s -> new HashMap<>()).put(mark.mailId(), mark.arrived());
    }
    return letIn;
  }

  /** In the senders' order, so that two programs don't wait for each other. */
  @Override
  @Transactional
  public void add(Map<String, Map<Long, Instant>> letIn) {
    Instant now = clock.instant();
    new TreeMap<>(letIn)
        .forEach((sender, arrivals) -> {
          if (sender.length() <= LONGEST_ADDRESS) {
            new TreeMap<>(arrivals).forEach((id, arrived) -> marks.add(sender, arrived, id, now));
          }
        });
    marks.prune(now.minus(REMEMBERED), PRUNED_AT_ONCE);
  }

  /** A message that was let in. */
  @Introspected
  record Mark(String sender, Instant arrived, long mailId) {}

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Marks extends GenericRepository<ReceivedMail, Long> {
    @Query(
        """
        SELECT sender, arrived_at AS arrived, mail_id AS mail_id FROM busy_sender
        WHERE sender IN (:senders) AND arrived_at > :since
        """)
    Collection<Mark> since(Collection<String> senders, Instant since);

    @Query(
        """
        INSERT INTO busy_sender (sender, arrived_at, mail_id, noted_at)
        VALUES (:sender, :arrived, :mailId, :now) ON DUPLICATE KEY UPDATE noted_at = noted_at
        """)
    void add(String sender, Instant arrived, long mailId, Instant now);

    @Query("DELETE FROM busy_sender WHERE noted_at < :before LIMIT :most")
    void prune(Instant before, int most);
  }
}
