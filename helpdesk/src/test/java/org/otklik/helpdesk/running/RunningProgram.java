package org.otklik.helpdesk.running;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.GenericArgument;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.otklik.helpdesk.database.Database;
import org.otklik.helpdesk.demo.DemoMailServer;
import org.otklik.intake.servers.DovecotServer;

/**
 * The whole program in this JVM, on free ports and a data folder under {@code target/} that is gone
 * with it. Either the demo, or with {@link People} and mail servers of the test's own.
 */
public final class RunningProgram implements AutoCloseable {
  private final Path data;
  private final ApplicationContext context;
  private final EmbeddedServer server;

  private RunningProgram(Path data, Map<String, Object> properties) {
    this.data = data;
    this.context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .properties(properties)
            .build();
    try {
      context.start();
      server = context.getBean(EmbeddedServer.class).start();
    } catch (RuntimeException e) {
      context.stop();
      throw e;
    }
  }

  /** How a program is to be run; each method returns another. */
  public record Setup(Map<String, Object> properties) {
    public Setup with(String property, Object value) {
      var more = new HashMap<>(properties);
      more.put(property, value);
      return new Setup(Map.copyOf(more));
    }

    /** Its clock stands at an instant until {@link SettableClock} is told otherwise. */
    public Setup withClockAt(Instant instant) {
      return with(SettableClock.PROPERTY, instant.toString())
          .with("otklik.deadlines-every", "1h"); // the test cranks
    }

    /** Reads a user's inbox of a Dovecot, under that user's name. */
    public Setup reading(DovecotServer mail, String user, String address) {
      String prefix = "otklik.mailboxes." + user + ".";
      return with(prefix + "address", address)
          .with(prefix + "host", DovecotServer.HOST)
          .with(prefix + "port", mail.imapPort())
          .with(prefix + "security", "plain")
          .with(prefix + "user", user)
          .with(prefix + "password", DovecotServer.PASSWORD)
          .with(prefix + "trust", "server")
          .with(prefix + "poll", "1s");
    }

    public Setup sendingTo(MailSink sink) {
      return with("otklik.outgoing.host", "127.0.0.1")
          .with("otklik.outgoing.port", sink.port())
          .with("otklik.outgoing.security", "plain")
          .with("otklik.outgoing.from-address", People.SUPPORT);
    }

    public RunningProgram start() {
      return startOn(Path.of("target", "running"));
    }

    /** With its data in a new folder below this one. */
    public RunningProgram startOn(Path disk) {
      try {
        Path folders = Files.createDirectories(disk);
        Path data = Files.createTempDirectory(folders.toAbsolutePath(), "data");
        return new RunningProgram(data, with("otklik.data", data.toString()).properties());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The demo, its mail server included. */
  public static Setup demo() {
    return new Setup(Map.of("micronaut.server.port", -1))
        .with("otklik.demo.enabled", true)
        .with("otklik.demo.smtp-port", 0)
        .with("otklik.demo.imap-port", 0);
  }

  /** No demo, but {@link People}; mailboxes and outgoing mail are still to be set. */
  public static Setup ofOurOwn() {
    return new Setup(Map.of("micronaut.server.port", -1))
        .with("otklik.demo.enabled", false)
        .with("otklik.test.people", true)
        .with("otklik.resume-every", "200ms");
  }

  public <T> T get(Class<T> bean) {
    return context.getBean(bean);
  }

  /** Does something in a transaction of the program, with the connection it has then. */
  public <T> T inTransaction(Function<Connection, T> work) {
    var transactions = context.getBean(new GenericArgument<TransactionOperations<Connection>>() {});
    return transactions.executeWrite(status -> work.apply(status.getConnection()));
  }

  /** For as long as the clock is one that can be set. */
  public SettableClock clock() {
    return context.getBean(SettableClock.class);
  }

  public URI console() {
    return server.getURI();
  }

  public DemoMailServer demoMail() {
    return context.getBean(DemoMailServer.class);
  }

  public Path data() {
    return data;
  }

  /** As the owner of the schema, who may do anything. */
  public Connection database() throws SQLException {
    var access = context.getBean(Database.class).access();
    return DriverManager.getConnection(
        access.url(), access.owner().user(), access.owner().password());
  }

  /** A query's rows, their columns joined by spaces. */
  public List<String> query(String sql) {
    try (var database = database();
        var statement = database.createStatement();
        var row = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        var words = new ArrayList<String>();
        for (int column = 1; column <= columns; column++) {
          words.add(row.getString(column));
        }
        rows.add(String.join(" ", words));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void execute(String sql) {
    try (var database = database();
        var statement = database.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.stop();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
