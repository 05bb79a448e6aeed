package org.otklik.helpdesk.store;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.otklik.helpdesk.IdSource;

/**
 * Ids of 64 bits: 41 bits of milliseconds since 2026, 10 of this program's number, 12 of a counter.
 * The number is drawn from the database at the start, so that two programs running at once differ.
 */
@Singleton
final class Ids implements IdSource {
  private static final long EPOCH_MS = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
  private static final int NODE_BITS = 10;
  private static final int COUNTER_BITS = 12;

  private final InstantSource clock;
  private final long node;
  private long last;

  Ids(InstantSource clock, TransactionOperations<Connection> transactions) {
    this.clock = clock;
    this.node = transactions.executeWrite(status -> drawNumber(status.getConnection()));
  }

  private static long drawNumber(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT NEXTVAL(node_number)")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A clock that stands still or goes back does no harm: the ids run ahead of it. */
  @Override
  public synchronized long next() {
    long now = (clock.millis() - EPOCH_MS) << COUNTER_BITS;
    last = Math.max(last + 1, now);
    long counter = last & ((1L << COUNTER_BITS) - 1);
    long time = last >>> COUNTER_BITS;
    return time << (NODE_BITS + COUNTER_BITS) | node << COUNTER_BITS | counter;
  }
}
