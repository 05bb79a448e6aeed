package org.otklik.intake.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A MariaDB of our own (the distribution's, 10.11 in Debian 12) on a free loopback port, its data
 * in a folder of its own, with one database and two accounts: the owner makes the schema, the
 * application reads and writes rows. Commits are durable. {@link #stop}, {@link #kill} and {@link
 * #start} keep data and port. Not thread-safe; the server of course is.
 */
public final class MariaDbServer implements AutoCloseable {
  public static final String HOST = "127.0.0.1";
  public static final String DATABASE = "otklik";
  public static final Account OWNER = new Account("otklik_owner", "owner-secret");
  public static final Account APPLICATION = new Account("otklik_app", "app-secret");

  /** A user of the database. */
  public record Account(String user, String password) {}

  /**
   * How a server is set up.
   *
   * @param bufferPoolMiB memory for InnoDB's pages
   * @param parent where the data folder is made; benchmarks name a folder on a real disk
   * @param more further arguments of mariadbd, such as {@code --max-connections=500}
   */
  public record Options(int bufferPoolMiB, Path parent, List<String> more) {
    public Options {
      more = List.copyOf(more);
    }

    public static Options defaults() {
      return new Options(128, Path.of(System.getProperty("java.io.tmpdir")), List.of());
    }

    public Options withBufferPoolMiB(int size) {
      return new Options(size, parent, more);
    }

    public Options in(Path folder) {
      return new Options(bufferPoolMiB, folder, more);
    }

    public Options with(String... arguments) {
      return new Options(bufferPoolMiB, parent, List.of(arguments));
    }
  }

  private final Path program;
  private final Options options;
  private final Path folder;

  /** Short, since a socket's path has 107 bytes. */
  private final Path socketFolder;

  private final Path log;
  private final int port = ServerProcess.freePort();
  private @Nullable ServerProcess process;

  private MariaDbServer(Path program, Options options) throws IOException {
    this.program = program;
    this.options = options;
    folder = Files.createTempDirectory(Files.createDirectories(options.parent()), "otklik-mariadb");
    socketFolder = Files.createTempDirectory("otklik-mariadb");
    log = folder.resolve("mariadb.log");
    Files.createDirectory(folder.resolve("data"));
    Files.createDirectory(folder.resolve("tmp"));
    bootstrap();
  }

  /** A server that answers; the calling test is skipped where there is no MariaDB to be had. */
  public static MariaDbServer running() {
    return running(Options.defaults());
  }

  public static MariaDbServer running(Options options) {
    try {
      var server = new MariaDbServer(DebianServers.require("mariadb"), options);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** For either account; times in the session are UTC. More options follow with {@code &}. */
  public String jdbcUrl() {
    return "jdbc:mariadb://%s:%d/%s?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&preserveInstants=true"
        .formatted(HOST, port, DATABASE);
  }

  /** MariaDB's own log, gone with {@link #close}. */
  public Path log() {
    return log;
  }

  /** The process, for measuring its memory; there is none while stopped. */
  public long pid() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process.pid();
  }

  /** Starts it again after {@link #stop} or {@link #kill}: same data, same port. */
  public void start() {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException("it runs already");
    }
    List<String> command = mariadbd();
    command.addAll(
        List.of(
            "--port=" + port,
            "--bind-address=" + HOST,
            "--socket=" + socketFolder.resolve("s"),
            "--pid-file=" + folder.resolve("pid"),
            "--skip-name-resolve",
            "--skip-log-bin",
            "--skip-ssl",
            "--character-set-server=utf8mb4",
            "--default-time-zone=+00:00",
            "--max-allowed-packet=256M",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-buffer-pool-size=" + options.bufferPoolMiB() + "M"));
    command.addAll(options.more());
    process = ServerProcess.start(command, log, port);
  }

  /** As {@link #start}, where it has ended by itself. */
  public void startIfEnded() {
    if (process == null || !process.isAlive()) {
      start();
    }
  }

  /** Ends it in good order. */
  public void stop() {
    if (process != null) {
      process.stop();
    }
  }

  /** {@code kill -9}. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** It keeps its connections and does nothing any more, until {@link #goOn}. */
  public void hang() {
    signal("STOP");
  }

  public void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("can't send SIG" + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
    ServerProcess.deleteTree(folder);
    ServerProcess.deleteTree(socketFolder);
  }

  private List<String> mariadbd() {
    Path share = program.resolve("usr/share/mysql");
    var command = new ArrayList<String>();
    command.addAll(List.of(program.resolve("run").toString(), "usr/sbin/mariadbd"));
    command.add("--no-defaults");
    command.add("--basedir=" + program.resolve("usr"));
    command.add("--lc-messages-dir=" + share);
    command.add("--character-sets-dir=" + share.resolve("charsets"));
    command.add("--plugin-dir=" + program.resolve("usr/lib/mysql/plugin"));
    command.add("--datadir=" + folder.resolve("data"));
    command.add("--tmpdir=" + folder.resolve("tmp"));
    if (ServerProcess.asRoot()) {
      command.add("--user=root");
    }
    return command;
  }

  /** Makes the system tables, the database and the accounts, as mariadb-install-db would. */
  private void bootstrap() throws IOException {
    Path share = program.resolve("usr/share/mysql");
    Path sql = folder.resolve("bootstrap.sql");
    Files.writeString(
        sql,
        "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n"
            + Files.readString(share.resolve("mysql_system_tables.sql"))
            + Files.readString(share.resolve("mysql_system_tables_data.sql"))
            + accounts());
    List<String> command = mariadbd();
    command.addAll(List.of("--bootstrap", "--skip-log-bin", "--innodb-buffer-pool-size=32M"));
    Process bootstrap =
        new ProcessBuilder(command)
            .redirectInput(sql.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!bootstrap.waitFor(60, TimeUnit.SECONDS) || bootstrap.exitValue() != 0) {
        ServerProcess.killTree(bootstrap.toHandle());
        throw new IOException("MariaDB can't make its data folder:\n" + ServerProcess.tail(log));
      }
    } catch (InterruptedException e) {
      ServerProcess.killTree(bootstrap.toHandle());
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** One statement a line, as the bootstrap reads them. */
  private static String accounts() {
    return """
    FLUSH PRIVILEGES;
    CREATE DATABASE %1$s CHARACTER SET utf8mb4;
    CREATE USER '%2$s'@'%%' IDENTIFIED BY '%3$s';
    GRANT ALL ON %1$s.* TO '%2$s'@'%%';
    CREATE USER '%4$s'@'%%' IDENTIFIED BY '%5$s';
    GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE, CREATE TEMPORARY TABLES ON %1$s.* TO '%4$s'@'%%';
    """
        .formatted(
            DATABASE, OWNER.user(), OWNER.password(), APPLICATION.user(), APPLICATION.password());
  }
}
