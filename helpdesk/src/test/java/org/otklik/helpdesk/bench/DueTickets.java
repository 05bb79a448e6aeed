package org.otklik.helpdesk.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Tickets whose first response is owed, numbered from one to another, that fall due one after
 * another. Written by SQL, since the program would take an hour; every row is as the program writes
 * it, warned already.
 *
 * @param from when the first of them is due
 * @param microsApart how long after it the next one is
 */
record DueTickets(int first, int last, Instant from, long microsApart) {
  /** Added to a ticket's number it gives its deadline's id. */
  static final long DEADLINES = 1L << 40;

  private static final int AT_ONCE = 100_000;

  /** As the owner of the schema. */
  void write(Connection owner) throws SQLException {
    try (var statement = owner.createStatement()) {
      statement.execute("SET SESSION unique_checks = 0, foreign_key_checks = 0");
      for (int start = first; start <= last; start += AT_ONCE) {
        int end = Math.min(last, start + AT_ONCE - 1);
        statement.execute(tickets(start, end));
        statement.execute(deadlines(start, end));
      }
    }
  }

  private String tickets(int start, int end) {
    return """
    INSERT INTO ticket (id, number, client_id, requester_id, plan_id, subject, state, channel,
      responsible_id, arrived_at, registered_at, warranty, vain_half_days, closing_proposed,
      best_effort, next_due_at, history_length, history_hash, version)
    SELECT s.seq, s.seq, c.client_id, c.staff_id, c.plan_id, CONCAT('Ticket ', s.seq), 'REGISTERED',
      'API', (SELECT MIN(id) FROM operator), %1$s, %1$s, 0, 0, 0, 0, %2$s, 0, REPEAT('0', 64), 0
    FROM seq_%3$d_to_%4$d s
    JOIN (SELECT ROW_NUMBER() OVER (ORDER BY st.id) - 1 AS n, st.id AS staff_id,
        cl.id AS client_id, cl.plan_id
      FROM staff st JOIN client cl ON cl.id = st.client_id) c
      ON c.n = s.seq MOD (SELECT COUNT(*) FROM staff)
    """
        .formatted(at(from.minusSeconds(86_400)), due(), start, end);
  }

  private String deadlines(int start, int end) {
    return """
    INSERT INTO deadline (id, subject, subject_id, kind, owner, rule, started_at, notice_at, due_at,
      provisional, outcome, step, wake_at, noticed, best_effort, excused, moves, version)
    SELECT %5$d + s.seq, 'TICKET', s.seq, 'FIRST_RESPONSE', 'PROVIDER', '1bd', %1$s, %1$s, %2$s, 0,
      'OPEN', 1, %2$s, 'NONE', 0, 0, 0, 0
    FROM seq_%3$d_to_%4$d s
    """
        .formatted(at(from.minusSeconds(86_400)), due(), start, end, DEADLINES);
  }

  private String due() {
    return "TIMESTAMP%s + INTERVAL (s.seq - %d) * %d MICROSECOND"
        .formatted(at(from), first, microsApart);
  }

  private static String at(Instant instant) {
    return "'"
        + LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString().replace('T', ' ')
        + "'";
  }
}
