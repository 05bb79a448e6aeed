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
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.call.CallRecord.Outcome;

/** How the hotline was answered in a time: its service level, waiting and talk times. */
@Singleton
public class HotlineReport {
  private final Calls calls;

  HotlineReport(Calls calls) {
    this.calls = calls;
  }

  /**
   * Numbers of some calls. All times in seconds.
   *
   * @param offered in working hours: what could have been answered
   * @param answeredInTime within the wanted time
   * @param left handed on by who picked up, and taken by nobody
   * @param outOfHours besides those offered
   * @param waited of answered calls, all together
   * @param longestWait of answered calls
   * @param waitedInVain of calls that weren't answered, all together
   * @param talked all together
   */
  public record Figures(
      long offered,
      long answered,
      long answeredInTime,
      long abandoned,
      long overflowed,
      long cutOff,
      long left,
      long outOfHours,
      long waited,
      long longestWait,
      long waitedInVain,
      long talked) {
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The share answered in time of what was offered, in percent; nothing when nothing was. */
    public Optional<Double> serviceLevel() {
      return offered == 0 ? Optional.empty() : Optional.of(100.0 * answeredInTime / offered);
    }

    /** Of answered calls. */
    public long averageWait() {
      return each(waited, answered);
    }

    /** Of calls that weren't answered. */
    public long averageWaitInVain() {
      return each(waitedInVain, offered - answered);
    }

    public long averageTalk() {
      return each(talked, answered);
    }

    private static long each(long all, long count) {
      return count == 0 ? 0 : all / count;
    }

    Figures and(Row call, Duration inTime) {
      Outcome outcome = call.outcome();
      Instant answeredAt = call.answeredAt();
      boolean wasAnswered = outcome == Outcome.ANSWERED && answeredAt != null;
      long wait = seconds(call.enteredAt(), wasAnswered ? answeredAt : call.endedAt());
      boolean outside = outcome == Outcome.OUT_OF_HOURS;
      return new Figures(
          offered + (outside ? 0 : 1),
          answered + (wasAnswered ? 1 : 0),
          answeredInTime + (wasAnswered && wait <= inTime.toSeconds() ? 1 : 0),
          abandoned + (outcome == Outcome.ABANDONED ? 1 : 0),
          overflowed + (outcome == Outcome.OVERFLOWED ? 1 : 0),
          cutOff + (outcome == Outcome.CUT_OFF ? 1 : 0),
          left + (call.leftWaiting() ? 1 : 0),
          outOfHours + (outside ? 1 : 0),
          waited + (wasAnswered ? wait : 0),
          Math.max(longestWait, wasAnswered ? wait : 0),
          waitedInVain + (wasAnswered || outside ? 0 : wait),
          talked + (wasAnswered ? seconds(answeredAt, call.endedAt()) : 0));
    }

    private static long seconds(@Nullable Instant from, @Nullable Instant to) {
      return from == null || to == null ? 0 : Math.max(0, Duration.between(from, to).toSeconds());
    }
  }

  /** The calls that an operator picked up first; nobody's extension is null. */
  public record OfOperator(@Nullable Long operatorId, @Nullable String name, Figures figures) {}

  /**
   * A report.
   *
   * @param byHour by hour of the day in the asked-for zone, 0 to 23, those without a call left out
   * @param byOperator answered calls only
   * @param dispositions how many calls came to what
   * @param unaccounted ended, and neither is anybody to say what came of them nor is it known: none
   *     if all is well
   */
  public record Report(
      Figures all,
      Map<Integer, Figures> byHour,
      List<OfOperator> byOperator,
      Map<CallRecord.Disposition, Long> dispositions,
      long unaccounted) {}

  /**
   * Of calls that came in a time and are over.
   *
   * @param inTime a call answered within this counts as answered in time
   * @param zone whose hours
   */
  @Transactional
  public Report of(Instant from, Instant until, Duration inTime, ZoneId zone) {
    Figures all = Figures.NONE;
    var byHour = new TreeMap<Integer, Figures>();
    var byOperator = new TreeMap<Long, Figures>();
    for (Row call : calls.between(from, until)) {
      all = all.and(call, inTime);
      byHour.merge(
          call.enteredAt().atZone(zone).getHour(),
          Figures.NONE.and(call, inTime),
          (before, one) -> before.and(call, inTime));
      if (call.outcome() == Outcome.ANSWERED) {
        byOperator.merge(
            Optional.ofNullable(call.operatorId()).orElse(0L),
            Figures.NONE.and(call, inTime),
            (before, one) -> before.and(call, inTime));
      }
    }
    Map<Long, String> names =
        calls.names().stream().collect(Collectors.toMap(Name::id, Name::name));
    return new Report(
        all,
        byHour,
        byOperator.entrySet().stream()
            .map(e ->
                new OfOperator(
                    e.getKey() == 0 ? null : e.getKey(), names.get(e.getKey()), e.getValue()))
            .toList(),
        calls.dispositions(from, until).stream()
            .collect(Collectors.toMap(Count::disposition, Count::calls, (a, b) -> a, TreeMap::new)),
        calls.unaccounted(from, until));
  }

  /** A call, as far as it is reported on. */
  @Introspected
  record Row(
      Instant enteredAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt,
      Outcome outcome,
      @Nullable Long operatorId,
      boolean leftWaiting) {}

  /** An operator's name. */
  @Introspected
  record Name(long id, String name) {}

  /** How many calls came to something. */
  @Introspected
  record Count(CallRecord.Disposition disposition, long calls) {}

  /** The queries. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Calls extends GenericRepository<CallRecord, Long> {
    @Query(
        """
        SELECT entered_at, answered_at, ended_at, outcome, operator_id, left_waiting
        FROM hotline_call
        WHERE entered_at >= :from AND entered_at < :until AND outcome IS NOT NULL
        """)
    List<Row> between(Instant from, Instant until);

    @Query("SELECT id, name FROM operator")
    List<Name> names();

    @Query(
        """
        SELECT disposition, COUNT(*) AS calls FROM hotline_call
        WHERE entered_at >= :from AND entered_at < :until GROUP BY disposition
        """)
    List<Count> dispositions(Instant from, Instant until);

    /** Conservation: what is over stands somewhere. */
    @Query(
        """
        SELECT COUNT(*) FROM hotline_call
        WHERE entered_at >= :from AND entered_at < :until AND outcome IS NOT NULL
          AND NOT (disposition IN ('AWAITED', 'NOT_A_REQUEST')
            OR (disposition <> 'OPEN' AND (ticket_id IS NOT NULL OR case_id IS NOT NULL)))
        """)
    long unaccounted(Instant from, Instant until);
  }
}
