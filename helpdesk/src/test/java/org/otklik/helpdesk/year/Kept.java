package org.otklik.helpdesk.year;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.running.RunningProgram;

/** What the program has kept of a year, read from its tables. */
final class Kept {
  private static final Pattern NAMED = Pattern.compile("[A-Z_]+ (\\d+)(?: .*)?");
  private static final Set<String> OF_THE_TICKET =
      Set.of("STATE_CHANGED", "CLOSED", "REOPENED", "BEST_EFFORT_BEGUN", "BEST_EFFORT_LIFTED");

  final Map<Long, Ticket> tickets = new TreeMap<>();

  /** A ticket, with its deadlines in the order in which they came to be. */
  static final class Ticket {
    String facts = "";
    final Map<Long, Deadline> deadlines = new TreeMap<>();
    final List<String> story = new ArrayList<>();
    final Map<String, Integer> letters = new TreeMap<>();
  }

  /** A deadline's row and what the history says of it. */
  static final class Deadline {
    final String facts;
    final List<String> story = new ArrayList<>();

    Deadline(String facts) {
      this.facts = facts;
    }
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  Kept(RunningProgram program) {
    rows(program, "SELECT * FROM ticket", row -> ticket(row.getLong("id")).facts = ticket(row));
    rows(
        program,
        "SELECT * FROM deadline WHERE subject = 'TICKET' ORDER BY id",
        row ->
            ticket(row.getLong("subject_id"))
                .deadlines
                .put(row.getLong("id"), new Deadline(deadline(row))));
    rows(program, "SELECT ticket_id, at, act, was, became FROM history", this::entry);
    rows(
        program,
        "SELECT ticket_id, purpose, recipient, COUNT(*) AS times FROM outbox"
            + " WHERE ticket_id IS NOT NULL GROUP BY ticket_id, purpose, recipient",
        row ->
            ticket(row.getLong("ticket_id"))
                .letters
                .put(
                    row.getString("purpose") + " " + row.getString("recipient"),
                    row.getInt("times")));
  }

  private static void rows(RunningProgram program, String sql, Row reader) {
    try (var database = program.database();
        var statement = database.createStatement()) {
      statement.setFetchSize(1000);
      try (var row = statement.executeQuery(sql)) {
        while (row.next()) {
          reader.read(row);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Ticket ticket(long id) {
    return tickets.computeIfAbsent(id, key -> new Ticket());
  }

  private static String ticket(ResultSet row) throws SQLException {
    return Facts.ticket(
        row.getString("state"),
        row.getString("closed_because"),
        at(row, "closed_at"),
        at(row, "planned_at"),
        Optional.ofNullable(row.getString("responsible_id")).map(Long::valueOf).orElse(null),
        row.getBoolean("best_effort"),
        row.getBoolean("closing_proposed"),
        Optional.ofNullable(at(row, "next_due_at")).orElseThrow());
  }

  private static String deadline(ResultSet row) throws SQLException {
    return Facts.deadline(
        row.getString("kind"),
        Optional.ofNullable(at(row, "started_at")).orElseThrow(),
        at(row, "notice_at"),
        at(row, "due_at"),
        row.getBoolean("provisional"),
        row.getString("outcome"),
        at(row, "fulfilled_at"),
        Optional.ofNullable(row.getString("release_id")).map(Long::valueOf).orElse(null),
        row.getString("noticed"),
        row.getBoolean("best_effort"),
        row.getInt("moves"));
  }

  private void entry(ResultSet row) throws SQLException {
    Ticket ticket = ticket(row.getLong("ticket_id"));
    String act = row.getString("act");
    String said = act + " " + at(row, "at");
    if (OF_THE_TICKET.contains(act)) {
      ticket.story.add(said);
    } else {
      named(row.getString("became"))
          .or(() -> named(was(row)))
          .flatMap(id -> Optional.ofNullable(ticket.deadlines.get(id)))
          .ifPresent(deadline -> deadline.story.add(said));
    }
  }

  private static @Nullable String was(ResultSet row) {
    try {
      return row.getString("was");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Long> named(@Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    var matcher = NAMED.matcher(value);
    return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
  }

  private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Instant.parse(text.replace(' ', 'T') + "Z");
  }
}
