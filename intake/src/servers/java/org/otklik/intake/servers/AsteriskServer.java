package org.otklik.intake.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An Asterisk of our own on free loopback ports, with the dialplan, queue and manager user that
 * {@code telephony/asterisk} ships. Its recordings, AstDB and queue members live in a temporary
 * folder. {@link #stop}, {@link #kill} and {@link #start} keep them, and the ports. Not
 * thread-safe.
 *
 * <p>Numbers to call: {@link #HOTLINE} is open, {@link #CLOSED} always out of hours, {@link
 * #IMPATIENT} open but gives up on the queue after 2 seconds, {@link #STORM} sends that many events
 * as its caller names. Operators 201 to 204 have telephones at {@link #telephone}, the public
 * network lies at {@link #outside}.
 */
public final class AsteriskServer implements AutoCloseable {
  public static final String HOST = "127.0.0.1";

  /** The gateway's user of the manager interface, as shipped. */
  public static final String USER = "otklik";

  public static final String SECRET = "gateway-secret";

  /** May do everything, for what a test has to bring about. */
  public static final String ADMIN = "admin";

  public static final String HOTLINE = "100";
  public static final String CLOSED = "101";
  public static final String IMPATIENT = "102";
  public static final String STORM = "107";
  public static final List<String> OPERATORS = List.of("201", "202", "203", "204");

  /** Which Asterisk: {@code .dev/servers} fetches either. */
  public enum Version {
    /** The current LTS. */
    V22("asterisk22"),
    /** The oldest that the hotline works with. */
    V16("asterisk16");

    private final String name;

    Version(String name) {
      this.name = name;
    }
  }

  private final Path program;
  private final Path folder;
  private final Path log;
  private final int amiPort = ServerProcess.freePort();
  private final int sipPort = freeUdpPort();
  private final int outside = freeUdpPort();
  private final int[] telephones = OPERATORS.stream().mapToInt(_ -> freeUdpPort()).toArray();
  private @Nullable ServerProcess process;

  private AsteriskServer(Path program) throws IOException {
    this.program = program;
    // Short, since a socket's path has 107 bytes.
    folder = Files.createTempDirectory("otklik-pbx");
    log = folder.resolve("asterisk.log");
    new AsteriskConfiguration(program, folder, this).write();
  }

  /** A server that answers; the calling test is skipped where there is no Asterisk to be had. */
  public static AsteriskServer running(Version version) {
    try {
      var server = new AsteriskServer(DebianServers.require(version.name));
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the manager interface, TCP. */
  public int amiPort() {
    return amiPort;
  }

  /** Of SIP, UDP. */
  public int sipPort() {
    return sipPort;
  }

  /** Where the public network is: the far end of calls back. */
  public int outside() {
    return outside;
  }

  /** Where an operator's telephone is. */
  public int telephone(String operator) {
    return telephones[OPERATORS.indexOf(operator)];
  }

  /** Where recordings and voice messages lie. */
  public Path recordings() {
    return folder.resolve("spool/monitor/otklik");
  }

  /** Asterisk's own log, gone with {@link #close}. */
  public Path log() {
    return log;
  }

  /** The configuration; what is changed counts from the next {@link #start} or reload. */
  public Path configuration() {
    return folder.resolve("etc");
  }

  /** The process, for measuring it or stopping it with a signal. */
  public long pid() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process.pid();
  }

  /** Starts it again after {@link #stop} or {@link #kill}: same recordings, AstDB and ports. */
  public void start() {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException("it runs already");
    }
    process = ServerProcess.start(command("-f", "-n"), log, amiPort);
    cli("core waitfullybooted");
  }

  /**
   * How long calls ring before they are answered, instead of the 1.2 s that let AstDB reach the
   * disk: for tests in which the PBX doesn't die.
   */
  public void answerAfter(Duration ringing) {
    cli("dialplan set global SETTLE " + ringing.toMillis() / 1000.0);
  }

  /** Ends it in good order, its calls with it. */
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

  /** SIGSTOP: it is there, and says nothing, as behind a firewall that has forgotten us. */
  public void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    run(List.of("kill", "-" + signal, String.valueOf(pid())));
  }

  /** What Asterisk answers to a command on its console. */
  public String cli(String line) {
    return run(command("-rx", line));
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      thaw();
    }
    kill();
    ServerProcess.deleteTree(folder);
  }

  private List<String> command(String... arguments) {
    String conf = folder.resolve("etc/asterisk.conf").toString();
    return Stream.concat(
            Stream.of(program.resolve("run").toString(), "usr/sbin/asterisk", "-C", conf),
            Stream.of(arguments))
        .toList();
  }

  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        ServerProcess.killTree(process.toHandle());
        throw new IllegalStateException(command + " doesn't end");
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static int freeUdpPort() {
    try (var socket = new DatagramSocket(new InetSocketAddress(ServerProcess.LOOPBACK, 0))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
