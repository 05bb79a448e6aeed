package org.otklik.helpdesk.store;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.otklik.helpdesk.call.CallRecord;

/**
 * Conservation: each message that was fetched, and each call that was heard of, stands in exactly
 * one place. Each sum is one query, so that what comes in meanwhile doesn't tip it.
 */
@Singleton
public class Balance {
  private static final String ALL = "ALL";

  private final Sums sums;

  Balance(Sums sums) {
    this.sums = sums;
  }

  /**
   * What came, and where it stands.
   *
   * @param came how many in all
   * @param standing how many at each place
   */
  public record Sheet(long came, Map<String, Long> standing) {
    /** How many stand nowhere; below zero: how many stand in two places. Zero if all is well. */
    public long missing() {
      return came - standing.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Messages: decided, by outcome, or pending. */
  @Transactional
  public Sheet messages() {
    return sheet(sums.messages());
  }

  /** Calls: going on, awaiting their operator's word, or by what came of them. */
  @Transactional
  public Sheet calls() {
    return sheet(sums.calls());
  }

  private static Sheet sheet(List<Sum> found) {
    var standing = new TreeMap<String, Long>();
    found.forEach(sum -> standing.put(sum.place(), sum.items()));
    long came = Optional.ofNullable(standing.remove(ALL)).orElse(0L);
    return new Sheet(came, standing);
  }

  /** How many stand at a place. */
  @Introspected
  record Sum(String place, long items) {}

  /** The queries. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Sums extends GenericRepository<CallRecord, Long> {
    @Query(
        """
        SELECT 'ALL' AS place, COUNT(*) AS items FROM kept_mail
        UNION ALL SELECT outcome, COUNT(*) FROM mail_decision GROUP BY outcome
        UNION ALL SELECT 'PENDING', COUNT(*) FROM mail_undecided
        """)
    List<Sum> messages();

    /** A call of which something came stands on a ticket or in a call case; else it is missing. */
    @Query(
        """
        SELECT 'ALL' AS place, COUNT(*) AS items FROM hotline_call
        UNION ALL SELECT IF(outcome IS NULL, 'ONGOING', disposition) AS stands, COUNT(*)
        FROM hotline_call
        WHERE outcome IS NULL OR disposition IN ('AWAITED', 'NOT_A_REQUEST')
          OR (disposition <> 'OPEN' AND (ticket_id IS NOT NULL OR case_id IS NOT NULL))
        GROUP BY stands
        """)
    List<Sum> calls();
  }
}
