package org.otklik.helpdesk.store;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Ticket numbers from the database's sequence; a rolled back transaction leaves a gap. */
@Singleton
public class TicketNumbers {
  private final JdbcOperations jdbc;

  TicketNumbers(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** The next numbers, in one round trip. */
  @Transactional
  public List<Long> next(int count) {
    if (count == 0) {
      return List.of();
    }
    return jdbc.prepareStatement(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT NEXTVAL(ticket_number) FROM n
        """,
        statement -> {
          statement.setInt(1, count);
          var numbers = new ArrayList<Long>(count);
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              numbers.add(rows.getLong(1));
            }
          }
          return numbers;
        });
  }
}
