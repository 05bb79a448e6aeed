package org.otklik.helpdesk.store;

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
import org.otklik.helpdesk.call.CallRecord.Disposition;
import org.otklik.helpdesk.call.CallRecord.Match;
import org.otklik.helpdesk.call.CallRecord.Outcome;

/** Calls as lists show them: the newest first, page by page. */
@Singleton
public class CallList {
  public static final int LARGEST_PAGE = 200;

  private static final String SELECT =
      """
      SELECT k.id, k.pbx, k.linkedid, k.caller, k.shown_name, k.shown_number, k.matched,
        k.client_id, c.name AS client_name, k.staff_id, s.name AS staff_name, k.entered_at,
        k.answered_at, k.ended_at, k.outcome, k.answered_by, k.operator_id,
        o.name AS operator_name, k.last_by, k.last_operator_id, l.name AS last_operator_name,
        k.left_waiting, k.recording, k.voice_message, k.disposition, k.dispose_by, k.disposed_at,
        k.disposed_by_id, d.name AS disposed_by_name, k.said, k.ticket_id,
        t.number AS ticket_number, k.case_id
      FROM hotline_call k
      LEFT JOIN client c ON c.id = k.client_id
      LEFT JOIN staff s ON s.id = k.staff_id
      LEFT JOIN operator o ON o.id = k.operator_id
      LEFT JOIN operator l ON l.id = k.last_operator_id
      LEFT JOIN operator d ON d.id = k.disposed_by_id
      LEFT JOIN ticket t ON t.id = k.ticket_id
      WHERE TRUE
      """;

  private final JdbcOperations jdbc;

  CallList(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Which calls; everything that is null doesn't matter.
   *
   * @param operatorId who picked up, first or last
   * @param caller in E.164
   * @param from when they came, at the earliest
   * @param until before when
   */
  public record Filter(
      @Nullable Outcome outcome,
      @Nullable Disposition disposition,
      @Nullable Long clientId,
      @Nullable Long operatorId,
      @Nullable Long ticketId,
      @Nullable Long caseId,
      @Nullable String caller,
      @Nullable Instant from,
      @Nullable Instant until) {}

  /** Where a page ended: the next begins after it. */
  public record Position(Instant enteredAt, long id) {}

  /** A call with the names in it. */
  public record Item(
      long id,
      String pbx,
      String linkedid,
      @Nullable String caller,
      String shownName,
      String shownNumber,
      Match matched,
      @Nullable Long clientId,
      @Nullable String clientName,
      @Nullable Long staffId,
      @Nullable String staffName,
      Instant enteredAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt,
      @Nullable Outcome outcome,
      @Nullable String answeredBy,
      @Nullable Long operatorId,
      @Nullable String operatorName,
      @Nullable String lastBy,
      @Nullable Long lastOperatorId,
      @Nullable String lastOperatorName,
      boolean leftWaiting,
      @Nullable String recording,
      boolean voiceMessage,
      Disposition disposition,
      @Nullable Instant disposeBy,
      @Nullable Instant disposedAt,
      @Nullable Long disposedById,
      @Nullable String disposedByName,
      String said,
      @Nullable Long ticketId,
      @Nullable Long ticketNumber,
      @Nullable Long caseId) {
    Position position() {
      return new Position(enteredAt, id);
    }
  }

  /** Some calls, and where to go on, if there are more. */
  public record Page(List<Item> items, Optional<Position> next) {}

  @Transactional
  public Page page(Filter filter, @Nullable Position after, int limit) {
    int size = Math.clamp(limit, 1, LARGEST_PAGE);
    var sql = new StringBuilder(SELECT);
    var values = new ArrayList<Object>();
    and(sql, values, " AND k.outcome = ?", name(filter.outcome()));
    and(sql, values, " AND k.disposition = ?", name(filter.disposition()));
    and(sql, values, " AND k.client_id = ?", filter.clientId());
    Long operator = filter.operatorId();
    if (operator != null) {
      sql.append(" AND (k.operator_id = ? OR k.last_operator_id = ?)");
      values.add(operator);
      values.add(operator);
    }
    and(sql, values, " AND k.ticket_id = ?", filter.ticketId());
    and(sql, values, " AND k.case_id = ?", filter.caseId());
    and(sql, values, " AND k.caller = ?", filter.caller());
    and(sql, values, " AND k.entered_at >= ?", filter.from());
    and(sql, values, " AND k.entered_at < ?", filter.until());
    if (after != null) {
      sql.append(" AND (k.entered_at, k.id) < (?, ?) AND k.entered_at <= ?");
      values.add(after.enteredAt());
      values.add(after.id());
      values.add(after.enteredAt());
    }
    sql.append(" ORDER BY k.entered_at DESC, k.id DESC LIMIT ").append(size + 1);
    List<Item> found = query(sql.toString(), values);
    return found.size() <= size
        ? new Page(found, Optional.empty())
        : new Page(
            List.copyOf(found.subList(0, size)), Optional.of(found.get(size - 1).position()));
  }

  @Transactional
  public Optional<Item> find(long id) {
    return query(SELECT + " AND k.id = ?", List.of(id)).stream().findFirst();
  }

  private static void and(
      StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(condition);
      values.add(value);
    }
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
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
    String outcome = row.getString("outcome");
    return new Item(
        row.getLong("id"),
        row.getString("pbx"),
        row.getString("linkedid"),
        row.getString("caller"),
        row.getString("shown_name"),
        row.getString("shown_number"),
        Match.valueOf(row.getString("matched")),
        row.getObject("client_id", Long.class),
        row.getString("client_name"),
        row.getObject("staff_id", Long.class),
        row.getString("staff_name"),
        row.getObject("entered_at", Instant.class),
        row.getObject("answered_at", Instant.class),
        row.getObject("ended_at", Instant.class),
        outcome == null ? null : Outcome.valueOf(outcome),
        row.getString("answered_by"),
        row.getObject("operator_id", Long.class),
        row.getString("operator_name"),
        row.getString("last_by"),
        row.getObject("last_operator_id", Long.class),
        row.getString("last_operator_name"),
        row.getBoolean("left_waiting"),
        row.getString("recording"),
        row.getBoolean("voice_message"),
        Disposition.valueOf(row.getString("disposition")),
        row.getObject("dispose_by", Instant.class),
        row.getObject("disposed_at", Instant.class),
        row.getObject("disposed_by_id", Long.class),
        row.getString("disposed_by_name"),
        row.getString("said"),
        row.getObject("ticket_id", Long.class),
        row.getObject("ticket_number", Long.class),
        row.getObject("case_id", Long.class));
  }
}
