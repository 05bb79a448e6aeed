package org.otklik.helpdesk.running;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A small S3 server with one bucket, a process of its own. It is reached by way of a port that can
 * be closed and opened again, which is quicker than to kill and to start it.
 */
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "mail";

  private final Path folder;
  private final int serverPort = freePort();
  private final int port = freePort();
  private final Process process;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private ServerSocket door;

  public S3Server() {
    try {
      folder =
          Files.createTempDirectory(Files.createDirectories(Path.of("target", "running")), "s3");
      process =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("s3.log").toFile())
              .start();
      door = open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await("the S3 server answers; " + folder)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(this::answers);
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-jar",
        Path.of("target", "s3mock", "s3mock.jar").toAbsolutePath().toString(),
        "--server.port=0",
        "--com.adobe.testing.s3mock.httpPort=" + serverPort,
        "--com.adobe.testing.s3mock.vectors.httpPort=0",
        "--com.adobe.testing.s3mock.vectors.httpsPort=0",
        "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
        "--com.adobe.testing.s3mock.store.root=" + folder.resolve("root").toAbsolutePath());
  }

  /** The program that keeps its large files here. */
  public RunningProgram.Setup usedBy(RunningProgram.Setup setup) {
    return setup
        .with("otklik.storage.s3.bucket", BUCKET)
        .with("otklik.storage.s3.endpoint", "http://127.0.0.1:" + port)
        .with("otklik.storage.s3.access-key", "key")
        .with("otklik.storage.s3.secret-key", "secret");
  }

  private boolean answers() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var bucket = URI.create("http://127.0.0.1:" + serverPort + "/" + BUCKET);
      var request = HttpRequest.newBuilder(bucket).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }
  }

  /** Nobody reaches it any more; what is under way breaks off. */
  public void goAway() {
    close(door);
    connections.forEach(S3Server::close);
    connections.clear();
  }

  /** It is there again, with what it had. */
  public void comeBack() {
    try {
      door = open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerSocket open() throws IOException {
    var opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> letIn(opened));
    return opened;
  }

  private void letIn(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        var client = opened.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        connections.addAll(List.of(client, server));
        Thread.ofVirtual().start(() -> pass(client, server));
        Thread.ofVirtual().start(() -> pass(server, client));
      } catch (IOException _) {
        // The door is closed.
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // Either side went: so does the other.
    }
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException _) {
      // Gone already.
    }
  }

  @Override
  public void close() {
    goAway();
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
