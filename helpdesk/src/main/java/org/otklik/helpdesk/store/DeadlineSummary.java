package org.otklik.helpdesk.store;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Owner;

/** How tickets' deadlines stand, in numbers. */
@Singleton
public class DeadlineSummary {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private final Counts counts;

  DeadlineSummary(Counts counts) {
    this.counts = counts;
  }

  /**
   * One side's deadlines. A breach is open until what is owed is done.
   *
   * @param counted open breaches that count
   * @param excused open breaches that were excused
   * @param bestEffort open breaches that don't count because the client broke a term before
   * @param dueWithinDay what runs and is due within 24 hours
   * @param dueWithinWeek what runs and is due within seven days, those of the next day among them
   */
  @Introspected
  public record Side(
      Owner owner,
      long counted,
      long excused,
      long bestEffort,
      long dueWithinDay,
      long dueWithinWeek) {}

  /**
   * Both sides.
   *
   * @param withoutRelease deadlines that wait for a release which nobody has planned
   */
  public record Summary(Side provider, Side client, long withoutRelease) {}

  @Transactional
  public Summary at(Instant now) {
    Map<Owner, Side> sides =
        counts.sides(now, now.plus(DAY), now.plus(WEEK)).stream()
            .collect(Collectors.toMap(Side::owner, side -> side));
    return new Summary(
        sides.getOrDefault(Owner.PROVIDER, new Side(Owner.PROVIDER, 0, 0, 0, 0, 0)),
        sides.getOrDefault(Owner.CLIENT, new Side(Owner.CLIENT, 0, 0, 0, 0, 0)),
        counts.withoutRelease());
  }

  /** How many tickets wait for each of some releases; those that nobody waits for are left out. */
  @Transactional
  public Map<Long, Long> waitingFor(Collection<Long> releaseIds) {
    return releaseIds.isEmpty()
        ? Map.of()
        : counts.waiting(releaseIds).stream()
            .collect(Collectors.toMap(Waiting::releaseId, Waiting::tickets));
  }

  /** A release, and how many tickets wait for it. */
  @Introspected
  record Waiting(long releaseId, long tickets) {}

  /** The queries. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Counts extends GenericRepository<Deadline, Long> {
    @Query(
        """
        SELECT owner,
          SUM(outcome = 'BREACHED' AND NOT excused AND NOT best_effort) AS counted,
          SUM(outcome = 'BREACHED' AND excused) AS excused,
          SUM(outcome = 'BREACHED' AND NOT excused AND best_effort) AS best_effort,
          SUM(outcome = 'OPEN' AND due_at < :day) AS due_within_day,
          SUM(outcome = 'OPEN') AS due_within_week
        FROM deadline
        WHERE subject = 'TICKET'
          AND (outcome = 'BREACHED' AND fulfilled_at IS NULL AND kind <> 'PLANNED_DATE'
            OR outcome = 'OPEN' AND due_at >= :now AND due_at < :week)
        GROUP BY owner
        """)
    List<Side> sides(Instant now, Instant day, Instant week);

    @Query(
        """
        SELECT COUNT(*) FROM deadline
        WHERE subject = 'TICKET' AND outcome = 'OPEN' AND due_at IS NULL AND rule LIKE '%release'
        """)
    long withoutRelease();

    @Query(
        """
        SELECT release_id, COUNT(DISTINCT subject_id) AS tickets FROM deadline
        WHERE release_id IN (:releaseIds) AND outcome = 'OPEN' GROUP BY release_id
        """)
    List<Waiting> waiting(Collection<Long> releaseIds);
  }
}
