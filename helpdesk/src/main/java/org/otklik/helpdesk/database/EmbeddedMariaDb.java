package org.otklik.helpdesk.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.otklik.helpdesk.Progress;
import org.otklik.helpdesk.database.DatabaseAccess.Account;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MariaDB server that belongs to a data folder: made on the first start, found again on the next,
 * reachable over loopback only, durable at each commit. A server left over by a killed program is
 * stopped first, so that InnoDB recovers in a process that we own.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration START_PAUSE = Duration.ofMillis(20);
  private static final Duration REVIVAL_PAUSE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMariaDb.class);

  private final Path folder;
  private final ServerBinaries binaries;
  private final int port;
  private final DatabaseAccess access;
  private volatile Process process;
  private volatile boolean closing;

  private EmbeddedMariaDb(
      Path folder, ServerBinaries binaries, int port, DatabaseAccess access, Process process) {
    this.folder = folder;
    this.binaries = binaries;
    this.port = port;
    this.access = access;
    this.process = process;
  }

  /**
   * Starts the server of a data folder.
   *
   * @param wantedPort its port on loopback; 0 takes a free one
   * @throws CannotStartException in words for the person who starts the program
   */
  public static EmbeddedMariaDb start(
      DataFolder data, Path cache, int wantedPort, Progress progress) {
    var binaries = ServerBinaries.unpacked(cache, progress);
    Path folder = data.resolve("mariadb");
    try {
      LeftOver.stop(folder.resolve("mariadb.pid"), binaries.daemon(), STOP_LIMIT);
      Files.createDirectories(folder.resolve("tmp"));
      makeSystemTables(folder, binaries, progress);
      int port = wantedPort == 0 ? freePort() : requireFree(wantedPort);
      var access = access(folder, port);
      Process process = launch(folder, binaries, port, access);
      var server = new EmbeddedMariaDb(folder, binaries, port, access, process);
      server.awaitReady();
      server.watch();
      return server;
    } catch (IOException e) {
      throw new CannotStartException(
          "The embedded MariaDB in " + folder + " could not be started: " + e.getMessage() + ".",
          e);
    }
  }

  public DatabaseAccess access() {
    return access;
  }

  public int port() {
    return port;
  }

  private static void makeSystemTables(Path folder, ServerBinaries binaries, Progress progress)
      throws IOException {
    Path tables = folder.resolve("data");
    if (Files.exists(folder.resolve("made"))) {
      return;
    }
    progress.say("Making the database in " + tables + " (once)");
    Files.createDirectories(tables);
    var command = new ArrayList<String>();
    command.add(binaries.daemon().toString());
    command.addAll(options(folder, binaries));
    command.add("--bootstrap");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("bootstrap.log").toFile())
            .start();
    try (var in = process.getOutputStream()) {
      in.write(
          "CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n".getBytes(StandardCharsets.UTF_8));
      in.write("SET @auth_root_socket=NULL;\n".getBytes(StandardCharsets.UTF_8));
      for (String script :
          List.of(
              "mariadb_system_tables.sql",
              "mariadb_performance_tables.sql",
              "mariadb_system_tables_data.sql")) {
        Files.copy(binaries.share().resolve(script), in);
      }
    }
    if (await(process, START_LIMIT) != 0) {
      throw new CannotStartException(
          "The embedded MariaDB's system tables could not be made; see "
              + folder.resolve("bootstrap.log")
              + ".");
    }
    Files.createFile(folder.resolve("made"));
  }

  private static List<String> options(Path folder, ServerBinaries binaries) {
    var options =
        new ArrayList<>(
            List.of(
                "--no-defaults",
                "--basedir=" + binaries.folder(),
                "--datadir=" + folder.resolve("data"),
                // Its own: a server that starts deletes the temporary tables of others in a shared
                // one.
                "--tmpdir=" + folder.resolve("tmp"),
                "--lc-messages-dir=" + binaries.share(),
                "--character-sets-dir=" + binaries.share().resolve("charsets"),
                // Relative to the data folder: a socket's path is limited to 107 bytes.
                "--socket=mariadb.sock",
                "--skip-ssl", // over loopback; with it a start takes 0.4 s, else up to 14 s
                "--pid-file=server.pid",
                "--skip-name-resolve",
                "--skip-log-bin",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_ci",
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=128M",
                "--innodb-log-file-size=64M",
                "--innodb-flush-log-at-trx-commit=1",
                "--performance-schema=OFF",
                "--table-open-cache=400"));
    if ("root".equals(System.getProperty("user.name"))) {
      options.add("--user=root");
    }
    return options;
  }

  private static Process launch(
      Path folder, ServerBinaries binaries, int port, DatabaseAccess access) throws IOException {
    var command = new ArrayList<String>();
    command.add(binaries.daemon().toString());
    command.addAll(options(folder, binaries));
    command.add("--bind-address=" + LOOPBACK);
    command.add("--port=" + port);
    command.add("--init-file=" + accounts(folder, access));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("mariadb.log").toFile()))
            .start();
    // At once, and not by the server itself: a program killed right here must be able to find it.
    Files.writeString(folder.resolve("mariadb.pid"), Long.toString(process.pid()));
    return process;
  }

  /** Made anew at each start, so that the accounts always have the passwords that we know. */
  private static Path accounts(Path folder, DatabaseAccess access) throws IOException {
    Path file = folder.resolve("accounts.sql");
    var sql = new StringBuilder("CREATE DATABASE IF NOT EXISTS otklik CHARACTER SET utf8mb4;\n");
    for (Account account : List.of(access.owner(), access.application())) {
      sql.append("CREATE USER IF NOT EXISTS '%s'@'%s';\n".formatted(account.user(), LOOPBACK));
      sql.append(
          "ALTER USER '%s'@'%s' IDENTIFIED BY '%s';\n"
              .formatted(account.user(), LOOPBACK, account.password()));
    }
    sql.append(
        "GRANT ALL ON otklik.* TO '%s'@'%s' WITH GRANT OPTION;\n"
            .formatted(access.owner().user(), LOOPBACK));
    PrivateFiles.write(file, sql.toString());
    return file;
  }

  private static DatabaseAccess access(Path folder, int port) throws IOException {
    return new DatabaseAccess(
        "jdbc:mariadb://" + LOOPBACK + ":" + port + "/otklik",
        new Account("otklik_owner", password(folder.resolve("owner.password"))),
        new Account("otklik", password(folder.resolve("application.password"))));
  }

  private static String password(Path file) throws IOException {
    if (!Files.exists(file)) {
      var bytes = new byte[24];
      new SecureRandom().nextBytes(bytes);
      PrivateFiles.write(file, HexFormat.of().formatHex(bytes));
    }
    return Files.readString(file).strip();
  }

  /** A server that ends by itself, killed or crashed, is started again on the same port. */
  private void watch() {
    var _ = process.onExit().thenAcceptAsync(ended -> revive(), Thread::startVirtualThread);
  }

  private void revive() {
    while (!closing) {
      LOG.error("The embedded MariaDB has ended by itself; starting it again");
      try {
        process = launch(folder, binaries, port, access);
        awaitReady();
        watch();
        return;
      } catch (IOException | CannotStartException e) {
        LOG.error("The embedded MariaDB does not start: {}", e.getMessage());
        pause(REVIVAL_PAUSE);
      }
    }
  }

  private void awaitReady() throws IOException {
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < limit) {
      if (!process.isAlive()) {
        throw new CannotStartException(
            "The embedded MariaDB stopped while starting; see "
                + folder.resolve("mariadb.log")
                + ".");
      }
      if (answers()) {
        return;
      }
      pause(START_PAUSE);
    }
    process.destroyForcibly();
    throw new CannotStartException(
        "The embedded MariaDB did not answer within "
            + START_LIMIT.toSeconds()
            + " s; see "
            + folder.resolve("mariadb.log")
            + ".");
  }

  private boolean answers() {
    try (var socket = new Socket()) {
      socket.setSoTimeout(1000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return socket.getInputStream().read() >= 0; // the server's greeting
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("Interrupted while the embedded MariaDB was starting.", e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static int requireFree(int port) throws IOException {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (java.net.BindException busy) {
      throw new CannotStartException(
          "Port "
              + port
              + " for the embedded MariaDB (OTKLIK_DB_PORT) is already in use on this machine.",
          busy);
    }
  }

  private static int await(Process process, Duration limit) {
    try {
      if (process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return -1;
  }

  /** Stops the server in order: everything flushed, nothing to recover. */
  @Override
  public void close() {
    closing = true;
    process.destroy();
    await(process, STOP_LIMIT);
  }

  @Override
  public String toString() {
    return "embedded MariaDB " + binaries.folder() + " on " + LOOPBACK + ":" + port;
  }
}
