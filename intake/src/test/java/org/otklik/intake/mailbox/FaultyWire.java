package org.otklik.intake.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;

/** Stands between a reader and its server: cuts, falls silent, changes what the server says. */
final class FaultyWire implements AutoCloseable {
  private final ServerSocket listening;
  private final int serverPort;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Map<String, String> changes = new ConcurrentHashMap<>();
  private final AtomicLong cutAfter = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong freezeAfter = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private volatile boolean frozen;
  private volatile Duration pause = Duration.ZERO;
  private volatile String poison = "\0";

  FaultyWire(int serverPort) {
    this(serverPort, ServerSocketFactory.getDefault());
  }

  /** The sockets of the factory may speak TLS, which the server behind need not know. */
  FaultyWire(int serverPort, ServerSocketFactory factory) {
    this.serverPort = serverPort;
    try {
      listening = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** What the reader said, piece by piece. */
  List<String> said() {
    return new ArrayList<>(said);
  }

  /** The server's words are changed for others of the same length. */
  void change(String from, String to) {
    changes.put(from, to);
  }

  /** The next connections end after the server has sent so many bytes, once in all. */
  void cutOnceAfter(long bytes) {
    cutAfter.set(bytes);
  }

  /** After so many bytes of the server nothing passes any more, until {@link #thaw}. */
  void freezeAfter(long bytes) {
    freezeAfter.set(bytes);
  }

  /** The server's words come in pieces of 16 KB at most, with a pause after each. */
  void slowDown(Duration after) {
    pause = after;
  }

  /** Connections that neither side has left. */
  long open() {
    return sockets.stream().filter(socket -> !socket.isClosed()).count() / 2;
  }

  /** Each connection ends where the server says so. */
  void cutAt(String words) {
    poison = words;
  }

  /** Connections stay, and nothing passes any more. */
  void freeze() {
    frozen = true;
  }

  void thaw() {
    frozen = false;
    cut();
  }

  void cut() {
    sockets.forEach(FaultyWire::close);
    sockets.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        connections.incrementAndGet();
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> pass(client, server, false));
        Thread.ofVirtual().start(() -> pass(server, client, true));
      } catch (IOException _) {
        // Closed, or a client that went at once.
      }
    }
  }

  private void pass(Socket from, Socket to, boolean fromServer) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      var buffer = new byte[16 << 10];
      for (int count; (count = in.read(buffer)) != -1; ) {
        if (frozen) {
          continue;
        }
        var text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
        if (!fromServer) {
          said.add(text);
        } else if (cutAfter.addAndGet(-count) < 0) {
          cutAfter.set(Long.MAX_VALUE);
          return;
        }
        if (fromServer && text.contains(poison)) {
          return;
        }
        if (fromServer && freezeAfter.addAndGet(-count) < 0) {
          freezeAfter.set(Long.MAX_VALUE);
          freeze();
          continue;
        }
        if (fromServer && pause.isPositive()) {
          LockSupport.parkNanos(pause.toNanos());
        }
        var passed = fromServer ? changed(text) : text;
        to.getOutputStream().write(passed.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException _) {
      // Either side went: so does the other.
    }
  }

  private String changed(String text) {
    var result = text;
    for (var change : changes.entrySet()) {
      result = result.replace(change.getKey(), change.getValue());
    }
    return result;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // Gone already.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
