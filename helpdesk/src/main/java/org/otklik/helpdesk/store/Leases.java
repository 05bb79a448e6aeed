package org.otklik.helpdesk.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one program at a time does for all on one database: read a mailbox, watch a PBX. Who holds a
 * lease renews it; of one that died another takes it over as soon as it has ended. Each holder has
 * an epoch: a program that was only thought dead finds that its epoch is over. Thread-safe.
 */
@Singleton
public class Leases {
  private final Table table;
  private final NodeName node;
  private final Map<String, Long> epochs = new ConcurrentHashMap<>();

  Leases(Table table, NodeName node) {
    this.table = table;
    this.node = node;
  }

  /** Makes something known that leases can be had of; 60 letters of ASCII at most. */
  public void introduce(String what) {
    table.introduce(what);
  }

  /**
   * Takes a lease that has ended, or that nobody had.
   *
   * @param again whether one that is this program's own may be taken before its end: it has died
   *     and come back
   * @return the epoch
   */
  public Optional<Long> take(String what, boolean again, Duration lasts) {
    if (table.take(what, node.name(), again, lasts.toSeconds()) == 0) {
      return Optional.empty();
    }
    long epoch = table.epoch(what);
    epochs.put(what, epoch);
    return Optional.of(epoch);
  }

  /** Holds it longer; false when it is somebody else's by now. */
  public boolean renew(String what, long epoch, Duration lasts) {
    return table.renew(what, epoch, lasts.toSeconds()) == 1;
  }

  /** So that another program needs not wait. */
  public void release(String what, long epoch) {
    table.release(what, epoch);
  }

  /**
   * At the end of a transaction of which the lease is a condition. It writes, so that other nodes
   * of a cluster see the conflict.
   *
   * @param count what is counted there
   * @return whether the lease is still held; or was never wanted here, as where nobody else can be
   */
  public boolean use(String what, int count) {
    Long epoch = epochs.get(what);
    return epoch == null || table.use(what, epoch, count) == 1;
  }

  /** The table. A lease runs by the database's clock, the only one that all programs share. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Table extends GenericRepository<Lease, String> {
    @Query("INSERT IGNORE INTO lease (what) VALUES (:what)")
    void introduce(String what);

    @Query("SELECT epoch FROM lease WHERE what = :what")
    long epoch(String what);

    @Query(
        """
        UPDATE lease SET holder = :holder, epoch = epoch + 1,
          held_until = UTC_TIMESTAMP(6) + INTERVAL :seconds SECOND
        WHERE what = :what AND (held_until < UTC_TIMESTAMP(6) OR (:again AND holder = :holder))
        """)
    int take(String what, String holder, boolean again, long seconds);

    @Query(
        """
        UPDATE lease SET held_until = UTC_TIMESTAMP(6) + INTERVAL :seconds SECOND
        WHERE what = :what AND epoch = :epoch
        """)
    int renew(String what, long epoch, long seconds);

    @Query(
        """
        UPDATE lease SET held_until = UTC_TIMESTAMP(6), holder = NULL
        WHERE what = :what AND epoch = :epoch
        """)
    void release(String what, long epoch);

    @Query("UPDATE lease SET used = used + :count WHERE what = :what AND epoch = :epoch")
    int use(String what, long epoch, int count);
  }
}
