package org.otklik.intake.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One run of a server: started, awaited until it greets on its port, stopped or killed with all its
 * children. Ends with the JVM.
 */
final class ServerProcess {
  static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  /** Ports that were free and needn't listen yet. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Process process;
  private final Thread endWithJvm;

  private ServerProcess(Process process) {
    this.process = process;
    this.endWithJvm = new Thread(() -> killTree(process.toHandle()), "end-server");
    Runtime.getRuntime().addShutdownHook(endWithJvm);
  }

  /** Starts {@code command}, its output appended to {@code log}, and waits for its greeting. */
  static ServerProcess start(List<String> command, Path log, int port) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      var server = new ServerProcess(builder.start());
      server.awaitGreeting(port, log);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In all protocols in use, IMAP, MariaDB's and AMI, the server speaks first. */
  private void awaitGreeting(int port, Path log) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      if (greets(port)) {
        return;
      }
      pause();
    }
    kill();
    throw new IllegalStateException(
        "the server doesn't answer on port " + port + ", its log " + log + " says:\n" + tail(log));
  }

  private static boolean greets(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(LOOPBACK, port), 1_000);
      socket.setSoTimeout(5_000);
      InputStream in = socket.getInputStream();
      return in.read() != -1;
    } catch (IOException e) {
      return false;
    }
  }

  private void pause() {
    try {
      // Ends at once where the process does.
      var _ = process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end and waits; kills it where it doesn't. */
  void stop() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      process.onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      process.destroyForcibly();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    ended();
  }

  /** {@code kill -9} for it and its children. */
  void kill() {
    killTree(process.toHandle());
    ended();
  }

  private void ended() {
    process.onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(endWithJvm);
    } catch (IllegalStateException _) {
      // The JVM is on its way out already: the hook has run or is about to, on a dead process.
    }
  }

  static void killTree(ProcessHandle root) {
    List<ProcessHandle> children = root.descendants().toList();
    root.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    // Not onExit(): for processes that aren't our own children it looks only now and then.
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (children.stream().anyMatch(ServerProcess::lives) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Not so a zombie, which waits for somebody to ask after it (proc(5), the field state). */
  private static boolean lives(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException _) {
      return false;
    }
  }

  /** A port that nothing listens on, and that nobody else here was given. */
  static int freePort() {
    try {
      while (true) {
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
          if (GIVEN.add(socket.getLocalPort())) {
            return socket.getLocalPort();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean asRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  static void deleteTree(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String tail(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "(nothing)";
    }
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
