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
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.Ticket.Channel;
import org.otklik.helpdesk.ticket.Ticket.State;

/** Tickets as lists show them: by next deadline, page by page. */
@Singleton
public class TicketQueue {
  public static final int LARGEST_PAGE = 200;

  private static final String SELECT =
      """
      SELECT t.id, t.number, t.subject, t.state, t.channel, t.client_id, c.name AS client_name,
        t.requester_id, s.name AS requester_name, t.responsible_id, o.name AS responsible_name,
        t.arrived_at, t.registered_at, t.category, t.priority, t.planned_at, t.closing_proposed,
        t.best_effort, t.next_due_at, t.version
      FROM ticket t
      JOIN client c ON c.id = t.client_id
      JOIN staff s ON s.id = t.requester_id
      LEFT JOIN operator o ON o.id = t.responsible_id
      """;

  private final JdbcOperations jdbc;

  TicketQueue(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Which tickets; everything that is null doesn't matter. */
  public record Filter(
      @Nullable Long clientId,
      @Nullable Long responsibleId,
      boolean unassigned,
      @Nullable State state) {
    public static final Filter ALL = new Filter(null, null, false, null);
  }

  /** Where a page ended: the next begins after it. */
  public record Position(Instant nextDueAt, long id) {}

  /** A ticket in a list. */
  public record Item(
      long id,
      long number,
      String subject,
      State state,
      Channel channel,
      long clientId,
      String clientName,
      long requesterId,
      String requesterName,
      @Nullable Long responsibleId,
      @Nullable String responsibleName,
      Instant arrivedAt,
      Instant registeredAt,
      @Nullable Category category,
      @Nullable Priority priority,
      @Nullable Instant plannedAt,
      boolean closingProposed,
      boolean bestEffort,
      Optional<Instant> nextDueAt,
      long version) {

    Position position() {
      return new Position(nextDueAt.orElse(Ticket.NOTHING_DUE), id);
    }
  }

  /** Some tickets, and where to go on, if there are more. */
  public record Page(List<Item> items, Optional<Position> next) {}

  @Transactional
  public Page page(Filter filter, @Nullable Position after, int limit) {
    int size = Math.clamp(limit, 1, LARGEST_PAGE);
    var where = new ArrayList<String>();
    var values = new ArrayList<Object>();
    restrict(filter, where, values);
    if (after != null) {
      where.add("(t.next_due_at, t.id) > (?, ?)");
      // The row comparison alone uses no index; this does.
      where.add("t.next_due_at >= ?");
      values.add(after.nextDueAt());
      values.add(after.id());
      values.add(after.nextDueAt());
    }
    String sql =
        SELECT
            + (where.isEmpty() ? "" : "WHERE " + String.join(" AND ", where))
            + " ORDER BY t.next_due_at, t.id LIMIT "
            + (size + 1);
    List<Item> found = query(sql, values);
    return found.size() <= size
        ? new Page(found, Optional.empty())
        : new Page(
            List.copyOf(found.subList(0, size)), Optional.of(found.get(size - 1).position()));
  }

  @Transactional
  public Optional<Item> find(long ticketId) {
    return query(SELECT + "WHERE t.id = ?", List.of(ticketId)).stream().findFirst();
  }

  @Transactional
  public Optional<Item> findByNumber(long number) {
    return query(SELECT + "WHERE t.number = ?", List.of(number)).stream().findFirst();
  }

  private static void restrict(Filter filter, List<String> where, List<Object> values) {
    if (filter.clientId() != null) {
      where.add("t.client_id = ?");
      values.add(filter.clientId());
    }
    if (filter.responsibleId() != null) {
      where.add("t.responsible_id = ?");
      values.add(filter.responsibleId());
    }
    if (filter.unassigned()) {
      where.add("t.responsible_id IS NULL");
    }
    if (filter.state() != null) {
      where.add("t.state = ?");
      values.add(filter.state().name());
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

  private static <E extends Enum<E>> @Nullable E named(Class<E> type, @Nullable String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }

  private static Item item(ResultSet row) throws SQLException {
    Instant nextDue = row.getObject("next_due_at", Instant.class);
    return new Item(
        row.getLong("id"),
        row.getLong("number"),
        row.getString("subject"),
        State.valueOf(row.getString("state")),
        Channel.valueOf(row.getString("channel")),
        row.getLong("client_id"),
        row.getString("client_name"),
        row.getLong("requester_id"),
        row.getString("requester_name"),
        row.getObject("responsible_id", Long.class),
        row.getString("responsible_name"),
        row.getObject("arrived_at", Instant.class),
        row.getObject("registered_at", Instant.class),
        named(Category.class, row.getString("category")),
        named(Priority.class, row.getString("priority")),
        row.getObject("planned_at", Instant.class),
        row.getBoolean("closing_proposed"),
        row.getBoolean("best_effort"),
        Optional.of(nextDue).filter(due -> due.isBefore(Ticket.NOTHING_DUE)),
        row.getLong("version"));
  }
}
