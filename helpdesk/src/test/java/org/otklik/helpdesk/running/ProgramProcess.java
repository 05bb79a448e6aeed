package org.otklik.helpdesk.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.servers.DovecotServer;

/**
 * The program as it is run by people, a process of its own, on a data folder that outlives it. Ends
 * with this JVM, its database too. Not thread-safe.
 */
public final class ProgramProcess implements AutoCloseable {
  private static final List<String> LIGHT =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-Xmx256m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Path folder;
  private final int databasePort = freePort();
  private final Map<String, String> environment = new HashMap<>();
  private final Thread endWithJvm = new Thread(this::killAll, "end-program");
  private @Nullable Process process;

  /**
   * @param folder for its data and log; made when missing
   * @param settings {@code OTKLIK_…} variables besides data folder and ports
   */
  public ProgramProcess(Path folder, Map<String, String> settings) {
    this.folder = folder.toAbsolutePath();
    environment.put("OTKLIK_DATA", data().toString());
    environment.put("OTKLIK_HTTP_PORT", "0");
    environment.put("OTKLIK_DB_PORT", Integer.toString(databasePort));
    environment.putAll(settings);
    Runtime.getRuntime().addShutdownHook(endWithJvm);
  }

  /** Settings for a program that reads a user's inbox, with {@link People}. */
  public static Map<String, String> reading(DovecotServer server, String user, MailSink sink) {
    return Map.ofEntries(
        Map.entry("OTKLIK_TEST_PEOPLE", "true"),
        Map.entry("OTKLIK_MAILBOXES_SUPPORT_ADDRESS", People.SUPPORT),
        Map.entry("OTKLIK_MAILBOXES_SUPPORT_HOST", DovecotServer.HOST),
        Map.entry("OTKLIK_MAILBOXES_SUPPORT_PORT", Integer.toString(server.imapPort())),
        Map.entry("OTKLIK_MAILBOXES_SUPPORT_SECURITY", "plain"),
        Map.entry("OTKLIK_MAILBOXES_SUPPORT_USER", user),
        Map.entry("OTKLIK_MAILBOXES_SUPPORT_PASSWORD", DovecotServer.PASSWORD),
        Map.entry("OTKLIK_MAILBOXES_SUPPORT_TRUST", "server"),
        Map.entry("OTKLIK_SCREENING_PER_SENDER_PER_HOUR", "0"),
        Map.entry("OTKLIK_OUTGOING_HOST", "127.0.0.1"),
        Map.entry("OTKLIK_OUTGOING_PORT", Integer.toString(sink.port())),
        Map.entry("OTKLIK_OUTGOING_SECURITY", "plain"),
        Map.entry("OTKLIK_OUTGOING_FROM_ADDRESS", People.SUPPORT));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path data() {
    return folder.resolve("data");
  }

  /** What it has said so far, over all its runs. */
  public String said() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return folder.resolve("program.log");
  }

  /** Starts it and returns at once. */
  public void start(String... systemProperties) {
    if (isAlive()) {
      throw new IllegalStateException("it runs already");
    }
    try {
      Files.createDirectories(folder);
      var arguments = new ArrayList<>(LIGHT);
      arguments.addAll(List.of(systemProperties));
      arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
      arguments.addAll(List.of("org.otklik.helpdesk.Otklik", "serve"));
      // By a file, since a class path may be longer than a command line can be.
      Path file = Files.write(folder.resolve("arguments"), arguments);
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var builder = new ProcessBuilder(java, "@" + file).redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("OTKLIK_"));
      builder.environment().putAll(environment);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  public long pid() {
    if (process == null) {
      throw new IllegalStateException("it never ran");
    }
    return process.pid();
  }

  /** {@code kill -9}; its database runs on, left over. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** {@code kill -9} for the embedded database, wherever its program is. */
  public void killDatabase() {
    try {
      Path pid = data().resolve("mariadb/mariadb.pid");
      if (Files.exists(pid)) {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .filter(p -> p.info().command().orElse("").contains("mariadbd"))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end and says how it ended; empty of patience, it is killed. */
  public int exitCode() throws InterruptedException {
    if (process == null || !process.waitFor(60, TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException("it doesn't end: " + said());
    }
    return process.exitValue();
  }

  /** Asks it to end, as an init system would, and waits. */
  public int stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
    }
    return exitCode();
  }

  /** The embedded database, as its owner. */
  public Connection database() throws SQLException {
    try {
      return DriverManager.getConnection(
          "jdbc:mariadb://127.0.0.1:" + databasePort + "/otklik",
          "otklik_owner",
          Files.readString(data().resolve("mariadb/owner.password")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return process == null || process.isAlive()
        ? "program in " + folder
        : "program that ended with %d: %s".formatted(process.exitValue(), said());
  }

  private void killAll() {
    kill();
    killDatabase();
  }

  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(endWithJvm);
    } catch (IllegalStateException _) {
      // The JVM is on its way out already.
    }
  }
}
