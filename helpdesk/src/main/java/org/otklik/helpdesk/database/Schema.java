package org.otklik.helpdesk.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.otklik.helpdesk.Progress;
import org.otklik.helpdesk.database.DatabaseAccess.Account;

/**
 * Brings the schema up to date as its owner, and says what the application's account may do with
 * it. History, kept mail and Flyway's own table are not the application's to change.
 */
final class Schema {
  private static final Set<String> ONLY_ADDED_TO =
      Set.of(
          "history",
          "kept_mail",
          "calendar_revision",
          "secret",
          "letter_template",
          "held_decision",
          "mailbox_act",
          "forwarding",
          "call_case_entry");

  private static final Set<String> ONLY_READ =
      Set.of("mail", "mail_undecided", "flyway_schema_history");

  private static final String USUAL_RIGHTS = "SELECT, INSERT, UPDATE, DELETE";

  private Schema() {}

  /**
   * @throws CannotStartException when the database can't be reached, is of an unknown kind, or when
   *     the application's account could alter history
   */
  static void prepare(DatabaseAccess access, Progress progress) {
    try {
      migrate(access, progress);
      try (Connection owner = connect(access, access.owner());
          Connection application = connectAnywhere(access)) {
        grant(owner, identity(application));
      }
      try (Connection application = connect(access, access.application())) {
        refuseIfHistoryCanBeChanged(application, access.application());
      }
    } catch (FlywayException | SQLException e) {
      throw new CannotStartException(words(access, e), e);
    }
  }

  /**
   * Changes nothing.
   *
   * @throws CannotStartException when the database can't be reached, or another version of the
   *     program made its schema
   */
  static void requireUpToDate(DatabaseAccess access) {
    try {
      if (flyway(access, access.application()).info().pending().length > 0) {
        throw new CannotStartException(
            "The schema of the database at "
                + access.url()
                + " is not up to date: start the program once.");
      }
    } catch (FlywayException e) {
      throw new CannotStartException(words(access, e), e);
    }
  }

  private static Flyway flyway(DatabaseAccess access, Account account) {
    return Flyway.configure()
        .dataSource(DatabaseAccess.withOptions(access.url()), account.user(), account.password())
        .locations("classpath:db/migration")
        .load();
  }

  private static void migrate(DatabaseAccess access, Progress progress) {
    var flyway = flyway(access, access.owner());
    int pending = flyway.info().pending().length;
    if (pending > 0) {
      progress.say("Bringing the schema up to date (" + pending + " migrations)");
    }
    flyway.migrate();
  }

  private static Connection connect(DatabaseAccess access, Account account) throws SQLException {
    return DriverManager.getConnection(
        DatabaseAccess.withOptions(access.url()), account.user(), account.password());
  }

  /** To a schema that every account may enter: before the first grant ours isn't one of them. */
  private static Connection connectAnywhere(DatabaseAccess access) throws SQLException {
    return DriverManager.getConnection(
        DatabaseAccess.withOptions(
            access.url().replaceFirst("(jdbc:mariadb://[^/]+)/[^?]*", "$1/information_schema")),
        access.application().user(),
        access.application().password());
  }

  /** The account as the server knows it, quoted for a GRANT: 'otklik'@'10.%'. */
  private static String identity(Connection application) throws SQLException {
    String account = one(application, "SELECT CURRENT_USER()");
    int at = account.lastIndexOf('@');
    return quote(account.substring(0, at)) + "@" + quote(account.substring(at + 1));
  }

  private static String quote(String name) {
    return "'" + name.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private static void grant(Connection owner, String application) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      for (Table table : tables(owner)) {
        statement.execute(
            "GRANT %s ON `%s` TO %s".formatted(rights(table), table.name(), application));
      }
    }
  }

  private static String rights(Table table) {
    if (ONLY_READ.contains(table.name())) {
      return "SELECT";
    }
    return table.isSequence() || ONLY_ADDED_TO.contains(table.name())
        ? "SELECT, INSERT"
        : USUAL_RIGHTS;
  }

  private record Table(String name, boolean isSequence) {}

  private static List<Table> tables(Connection owner) throws SQLException {
    var tables = new ArrayList<Table>();
    try (var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT table_name, table_type FROM information_schema.tables
                WHERE table_schema = DATABASE()
                """)) {
      while (rows.next()) {
        tables.add(new Table(rows.getString(1), "SEQUENCE".equals(rows.getString(2))));
      }
    }
    return tables;
  }

  private static void refuseIfHistoryCanBeChanged(Connection application, Account account)
      throws SQLException {
    for (String attempt :
        List.of("UPDATE history SET at = at WHERE 1 = 0", "DELETE FROM history WHERE 1 = 0")) {
      try (var statement = application.createStatement()) {
        statement.executeUpdate(attempt);
        throw new CannotStartException(
            "The database account "
                + account.user()
                + " may alter history: give it no rights of its own on the schema, the program"
                + " grants what it needs.");
      } catch (SQLException refusedAsItShouldBe) {
        if (refusedAsItShouldBe.getErrorCode() != 1142) {
          throw refusedAsItShouldBe;
        }
      }
    }
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return Optional.ofNullable(row.getString(1)).orElse("");
    }
  }

  private static String words(DatabaseAccess access, Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    String message = Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
    return "The database at " + access.url() + " could not be prepared: " + firstLine(message);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
