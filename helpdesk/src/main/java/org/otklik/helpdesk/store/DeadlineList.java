package org.otklik.helpdesk.store;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.Deadline.Notice;
import org.otklik.helpdesk.deadline.Deadline.Outcome;
import org.otklik.helpdesk.deadline.Deadline.Owner;
import org.otklik.helpdesk.deadline.DeadlineKind;

/** Deadlines across tickets, as supervisors see them: by due time, page by page. */
@Singleton
public class DeadlineList {
  public static final int LARGEST_PAGE = 200;

  private static final String SELECT =
      """
      SELECT d.id, d.kind, d.owner, d.rule, d.started_at, d.notice_at, d.due_at, d.outcome,
        d.fulfilled_at, d.noticed, d.best_effort, d.excused, d.cause, d.step, t.id AS ticket_id,
        t.number, t.subject, t.client_id, c.name AS client_name, t.responsible_id,
        o.name AS responsible_name
      FROM deadline d
      JOIN ticket t ON t.id = d.subject_id
      JOIN client c ON c.id = t.client_id
      LEFT JOIN operator o ON o.id = t.responsible_id
      WHERE d.subject = 'TICKET' AND d.outcome = ? AND d.due_at IS NOT NULL
      """;

  private final JdbcOperations jdbc;

  DeadlineList(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Which deadlines; everything that is null doesn't matter.
   *
   * @param fulfilled true for what is done, false for what is still owed
   * @param dueBefore only what is due earlier
   */
  public record Filter(
      Outcome outcome,
      @Nullable Owner owner,
      @Nullable DeadlineKind kind,
      @Nullable Boolean fulfilled,
      @Nullable Long clientId,
      @Nullable Long responsibleId,
      @Nullable Instant dueBefore) {}

  /** Where a page ended: the next begins after it. */
  public record Position(Instant dueAt, long id) {}

  /** A deadline with its ticket. */
  @Introspected
  public record Item(
      long id,
      DeadlineKind kind,
      Owner owner,
      String rule,
      Instant startedAt,
      @Nullable Instant noticeAt,
      Instant dueAt,
      Outcome outcome,
      @Nullable Instant fulfilledAt,
      Notice noticed,
      boolean bestEffort,
      boolean excused,
      @Nullable String cause,
      int step,
      long ticketId,
      long number,
      String subject,
      long clientId,
      String clientName,
      @Nullable Long responsibleId,
      @Nullable String responsibleName) {
    Position position() {
      return new Position(dueAt, id);
    }

    /** A breach that counts against its owner. */
    public boolean isCounted() {
      return Deadline.isCountedBreach(outcome, kind, bestEffort, excused);
    }
  }

  /** Some deadlines, and where to go on, if there are more. */
  public record Page(List<Item> items, Optional<Position> next) {}

  @Transactional
  public Page page(Filter filter, @Nullable Position after, int limit) {
    int size = Math.clamp(limit, 1, LARGEST_PAGE);
    var sql = new StringBuilder(SELECT);
    var values = new ArrayList<Object>();
    values.add(filter.outcome().name());
    and(sql, values, " AND d.owner = ?", name(filter.owner()));
    and(sql, values, " AND d.kind = ?", name(filter.kind()));
    and(sql, values, " AND (d.fulfilled_at IS NOT NULL) = ?", filter.fulfilled());
    and(sql, values, " AND t.client_id = ?", filter.clientId());
    and(sql, values, " AND t.responsible_id = ?", filter.responsibleId());
    and(sql, values, " AND d.due_at < ?", filter.dueBefore());
    if (after != null) {
      sql.append(" AND (d.due_at, d.id) > (?, ?) AND d.due_at >= ?");
      values.add(after.dueAt());
      values.add(after.id());
      values.add(after.dueAt());
    }
    sql.append(" ORDER BY d.due_at, d.id LIMIT ").append(size + 1);
    List<Item> found = query(sql.toString(), values);
    return found.size() <= size
        ? new Page(found, Optional.empty())
        : new Page(
            List.copyOf(found.subList(0, size)), Optional.of(found.get(size - 1).position()));
  }

  /**
   * What somebody is responsible for.
   *
   * @param breached how many breaches count and are still owed
   * @param due how much is due soon
   */
  @Introspected
  public record Load(
      @Nullable Long responsibleId,
      @Nullable String responsibleName,
      long tickets,
      long breached,
      long due) {}

  /**
   * What each operator still owes, those with most breaches first; nobody's tickets under null.
   *
   * @param soon until when something is counted as due
   */
  @Transactional
  public List<Load> loads(Instant soon) {
    return jdbc.prepareStatement(
        """
        SELECT t.responsible_id, o.name, COUNT(DISTINCT t.id) AS tickets,
          SUM(d.outcome = 'BREACHED' AND d.kind <> 'PLANNED_DATE' AND NOT d.best_effort
            AND NOT d.excused) AS breached,
          SUM(d.outcome = 'OPEN' AND d.due_at < ?) AS due
        FROM ticket t
        LEFT JOIN deadline d ON d.subject = 'TICKET' AND d.subject_id = t.id
          AND d.owner = 'PROVIDER' AND d.fulfilled_at IS NULL
          AND d.outcome IN ('OPEN', 'BREACHED')
        LEFT JOIN operator o ON o.id = t.responsible_id
        WHERE t.state <> 'CLOSED'
        GROUP BY t.responsible_id, o.name
        ORDER BY breached DESC, due DESC, o.name
        """,
        statement -> {
          statement.setObject(1, soon);
          var loads = new ArrayList<Load>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              loads.add(
                  new Load(
                      row.getObject("responsible_id", Long.class),
                      row.getString("name"),
                      row.getLong("tickets"),
                      row.getLong("breached"),
                      row.getLong("due")));
            }
          }
          return loads;
        });
  }

  /** A ticket that a supervisor may want to look at. */
  @Introspected
  public record Watched(
      long number,
      String subject,
      String clientName,
      @Nullable String responsibleName,
      Instant since) {}

  /** Tickets whose closing is proposed, the earliest first. */
  @Transactional
  public List<Watched> closingProposed() {
    return watched(
        """
        SELECT t.number, t.subject, c.name AS client_name, o.name AS responsible_name,
          t.registered_at AS since
        FROM ticket t
        JOIN client c ON c.id = t.client_id
        LEFT JOIN operator o ON o.id = t.responsible_id
        WHERE t.closing_proposed ORDER BY since, t.id LIMIT 200
        """);
  }

  /** Tickets whose solution is owed with a release, and none is planned. */
  @Transactional
  public List<Watched> withoutRelease() {
    return watched(
        """
        SELECT t.number, t.subject, c.name AS client_name, o.name AS responsible_name,
          d.started_at AS since
        FROM deadline d
        JOIN ticket t ON t.id = d.subject_id
        JOIN client c ON c.id = t.client_id
        LEFT JOIN operator o ON o.id = t.responsible_id
        WHERE d.subject = 'TICKET' AND d.outcome = 'OPEN' AND d.due_at IS NULL
          AND d.rule LIKE '%release' ORDER BY since, d.id LIMIT 200
        """);
  }

  /** A ticket whose solution is owed with a release. */
  @Introspected
  public record Bound(
      long releaseId,
      long number,
      String subject,
      String clientName,
      @Nullable String responsibleName) {}

  /** All that is owed with releases that are still to come. */
  @Transactional
  public List<Bound> bound() {
    return jdbc.prepareStatement(
        """
        SELECT d.release_id, t.number, t.subject, c.name AS client_name,
          o.name AS responsible_name
        FROM deadline d
        JOIN ticket t ON t.id = d.subject_id
        JOIN client c ON c.id = t.client_id
        LEFT JOIN operator o ON o.id = t.responsible_id
        WHERE d.subject = 'TICKET' AND d.outcome = 'OPEN' AND d.kind <> 'PLANNED_DATE'
          AND d.release_id IS NOT NULL
        ORDER BY d.release_id, t.id
        """,
        statement -> {
          var found = new ArrayList<Bound>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Bound(
                      row.getLong("release_id"),
                      row.getLong("number"),
                      row.getString("subject"),
                      row.getString("client_name"),
                      row.getString("responsible_name")));
            }
          }
          return found;
        });
  }

  private List<Watched> watched(String sql) {
    return jdbc.prepareStatement(
        sql,
        statement -> {
          var found = new ArrayList<Watched>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Watched(
                      row.getLong("number"),
                      row.getString("subject"),
                      row.getString("client_name"),
                      row.getString("responsible_name"),
                      row.getObject("since", Instant.class)));
            }
          }
          return found;
        });
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  private static void and(
      StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(condition);
      values.add(value);
    }
  }

  private List<Item> query(String sql, List<?> values) {
    return jdbc.prepareStatement(
        sql,
        statement -> {
          for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
          }
          var items = new ArrayList<Item>();
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              items.add(item(rows));
            }
          }
          return items;
        });
  }

  private static Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getLong("id"),
        DeadlineKind.valueOf(row.getString("kind")),
        Owner.valueOf(row.getString("owner")),
        row.getString("rule"),
        row.getObject("started_at", Instant.class),
        row.getObject("notice_at", Instant.class),
        row.getObject("due_at", Instant.class),
        Outcome.valueOf(row.getString("outcome")),
        row.getObject("fulfilled_at", Instant.class),
        Notice.valueOf(row.getString("noticed")),
        row.getBoolean("best_effort"),
        row.getBoolean("excused"),
        row.getString("cause"),
        row.getInt("step"),
        row.getLong("ticket_id"),
        row.getLong("number"),
        row.getString("subject"),
        row.getLong("client_id"),
        row.getString("client_name"),
        row.getObject("responsible_id", Long.class),
        row.getString("responsible_name"));
  }
}
