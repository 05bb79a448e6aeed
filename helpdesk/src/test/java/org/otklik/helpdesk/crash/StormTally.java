package org.otklik.helpdesk.crash;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.otklik.helpdesk.crash.CallStorm.Outage;
import org.otklik.helpdesk.running.ProgramProcess;

/**
 * What became of every call, by what the database holds in the end.
 *
 * @param recorded the numbers that called
 * @param twice numbers that have two calls; each calls once
 * @param nowhere missed calls without a ticket or call case that owes exactly one call back
 * @param ongoing calls whose end nobody has told
 * @param cutOff calls that died with their PBX
 * @param missed calls that nobody took, while all was up
 * @param slowestLive from such a call's end to its call back's being owed
 * @param slowestAfterReconnect the same where the link was away, from its return
 */
record StormTally(
    Set<String> recorded,
    List<String> twice,
    List<String> nowhere,
    long ongoing,
    long cutOff,
    long missed,
    Duration slowestLive,
    Duration slowestAfterReconnect) {
  /** An end so shortly before an outage may not have been heard any more. */
  private static final Duration UNHEARD = Duration.ofSeconds(2);

  private record Row(
      String number,
      String outcome,
      Optional<Instant> endedAt,
      Optional<Instant> missedAt,
      int owed) {}

  static StormTally of(ProgramProcess program, List<Outage> outages) throws SQLException {
    List<Row> rows = rows(program);
    var recorded = new HashSet<String>();
    var twice = new ArrayList<String>();
    var nowhere = new ArrayList<String>();
    Duration live = Duration.ZERO;
    Duration late = Duration.ZERO;
    long missed = 0;
    for (Row row : rows) {
      if (!recorded.add(row.number)) {
        twice.add(row.number);
      }
      if (row.missedAt.isEmpty() || row.endedAt.isEmpty()) {
        continue;
      }
      Instant at = row.missedAt.get();
      if (row.owed != 1) {
        nowhere.add(row.number);
      }
      Instant ended = row.endedAt.get();
      boolean cutOff = row.outcome.equals("CUT_OFF"); // its end is when that was noticed
      Optional<Instant> back =
          outages.stream()
              .filter(outage -> outage.from().minus(UNHEARD).isBefore(at))
              .filter(outage -> cutOff || outage.until().isAfter(ended))
              .map(Outage::until)
              .reduce((earlier, later) -> later.isBefore(at) ? later : earlier);
      if (back.isPresent()) {
        late = max(late, Duration.between(back.get(), at));
      } else {
        missed++;
        live = max(live, Duration.between(ended, at));
      }
    }
    return new StormTally(
        recorded,
        twice,
        nowhere,
        rows.stream().filter(row -> row.outcome.isEmpty()).count(),
        rows.stream().filter(row -> row.outcome.equals("CUT_OFF")).count(),
        missed,
        live,
        late);
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static List<Row> rows(ProgramProcess program) throws SQLException {
    var rows = new ArrayList<Row>();
    try (var database = program.database();
        var statement = database.createStatement();
        var row =
            statement.executeQuery(
                """
                SELECT h.shown_number, COALESCE(h.outcome, ''),
                  TIMESTAMPDIFF(MICROSECOND, '1970-01-01', h.ended_at),
                  IF(h.disposition = 'MISSED',
                    TIMESTAMPDIFF(MICROSECOND, '1970-01-01', h.disposed_at), NULL),
                  (SELECT COUNT(*) FROM deadline d WHERE d.kind = 'FEEDBACK'
                    AND d.subject_id = COALESCE(h.ticket_id, h.case_id))
                FROM hotline_call h
                """)) {
      while (row.next()) {
        rows.add(
            new Row(
                row.getString(1),
                row.getString(2),
                instant(row, 3),
                instant(row, 4),
                row.getInt(5)));
      }
    }
    return rows;
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  /** As it is printed. */
  String line(int calls, Set<String> answered, int cuts, int kills, int crashes) {
    long lost = answered.stream().filter(number -> !recorded.contains(number)).count();
    return ("hotline-storm: calls=%d answered=%d recorded=%d lost=%d twice=%d cut_off=%d cuts=%d"
            + " kills=%d crashes=%d missed_live=%d slowest_live_ms=%d slowest_after_reconnect_ms=%d")
        .formatted(
            calls,
            answered.size(),
            recorded.size(),
            lost,
            twice.size(),
            cutOff,
            cuts,
            kills,
            crashes,
            missed,
            slowestLive.toMillis(),
            slowestAfterReconnect.toMillis());
  }
}
