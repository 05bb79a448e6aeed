package org.otklik.helpdesk.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.otklik.intake.servers.MariaDbServer.APPLICATION;
import static org.otklik.intake.servers.MariaDbServer.OWNER;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.intake.servers.MariaDbServer;
import org.otklik.intake.servers.MariaDbServer.Account;

class MariaDbServerIT {
  private static MariaDbServer server;

  @BeforeAll
  static void start() {
    server =
        MariaDbServer.running(
            MariaDbServer.Options.defaults().withBufferPoolMiB(64).with("--max-connections=33"));
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void it_is_the_distributions_server_with_durable_commits_and_the_asked_options()
      throws Exception {
    assertThat(query(APPLICATION, "SELECT VERSION()")).startsWith("10.");
    assertThat(query(APPLICATION, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
    assertThat(query(APPLICATION, "SELECT @@innodb_buffer_pool_size")).isEqualTo("67108864");
    assertThat(query(APPLICATION, "SELECT @@max_connections")).isEqualTo("33");
    assertThat(query(APPLICATION, "SELECT @@session.time_zone")).isEqualTo("+00:00");
  }

  @Test
  void the_owner_makes_tables_and_the_application_only_fills_them() throws Exception {
    execute(OWNER, "CREATE TABLE rights (id INT PRIMARY KEY)");
    execute(APPLICATION, "INSERT INTO rights VALUES (1)");
    assertThatThrownBy(() -> execute(APPLICATION, "DROP TABLE rights"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("denied");
  }

  @Test
  void what_was_committed_outlives_a_kill() throws Exception {
    execute(OWNER, "CREATE TABLE kept (id INT PRIMARY KEY)");
    execute(APPLICATION, "INSERT INTO kept VALUES (1), (2)");
    server.kill();
    assertThatThrownBy(() -> query(APPLICATION, "SELECT 1")).isInstanceOf(SQLException.class);
    server.start();
    assertThat(query(APPLICATION, "SELECT COUNT(*) FROM kept")).isEqualTo("2");
  }

  @Test
  void a_stopped_server_starts_again_on_the_same_port() throws Exception {
    int port = server.port();
    server.stop();
    server.start();
    assertThat(server.port()).isEqualTo(port);
    assertThat(query(APPLICATION, "SELECT 1")).isEqualTo("1");
  }

  private static Connection connect(Account account) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), account.user(), account.password());
  }

  private static void execute(Account account, String sql) throws SQLException {
    try (Connection connection = connect(account);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(Account account, String sql) throws SQLException {
    try (Connection connection = connect(account);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
