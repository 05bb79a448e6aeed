package org.otklik.helpdesk.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import javax.sql.DataSource;

/** The pool of connections to the {@link Database}, under the application's account. */
@Factory
@Requires(beans = Database.class)
public class DatabaseConnections {
  /** No query of ours takes so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * A server allows 16,382 of all its clients together (max_prepared_stmt_count), if nothing else
   * is set.
   */
  private static final int PREPARED_A_CONNECTION = 100;

  private final HikariDataSource pool;

  DatabaseConnections(Database database, DatabaseSettings settings) {
    var config = new HikariConfig();
    config.setPoolName("otklik");
    config.setJdbcUrl(patient(DatabaseAccess.withOptions(database.access().url())));
    config.setUsername(database.access().application().user());
    config.setPassword(database.access().application().password());
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(2);
    // Read by the server once, instead of each time.
    config.addDataSourceProperty("useServerPrepStmts", true);
    config.addDataSourceProperty("prepStmtCacheSize", PREPARED_A_CONNECTION);
    config.setConnectionTimeout(10_000);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    if (settings.lookOnly()) {
      config.setConnectionInitSql("SET SESSION TRANSACTION READ ONLY");
    }
    pool = new HikariDataSource(config);
  }

  /**
   * How the pool is used now.
   *
   * @param waiting who wants a connection and has to wait for one
   * @param most there are never more
   */
  public record Usage(int active, int idle, int waiting, int most) {}

  public Usage usage() {
    var now = pool.getHikariPoolMXBean();
    return new Usage(
        now.getActiveConnections(),
        now.getIdleConnections(),
        now.getThreadsAwaitingConnection(),
        pool.getMaximumPoolSize());
  }

  /**
   * A server that hangs, or a network that swallows its answers, is noticed: else a query would
   * wait for as long as the system keeps its connections. What the URL says counts.
   */
  private static String patient(String url) {
    return url.contains("socketTimeout=") ? url : url + "&socketTimeout=" + PATIENCE.toMillis();
  }

  @Singleton
  @Named("default")
  DataSource dataSource() {
    return pool;
  }

  /** Here and not on the bean: Micronaut Data wraps that, and what wraps it can't be closed. */
  @PreDestroy
  void close() {
    pool.close();
  }
}
