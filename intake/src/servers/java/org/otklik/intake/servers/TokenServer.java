package org.otklik.intake.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small authorization server on a free loopback port: gives tokens for one user to whoever asks,
 * tells a mail server which are good (RFC 7662), refuses or hangs when told to.
 */
public final class TokenServer implements AutoCloseable {
  private final HttpServer server;
  private final String user;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Set<String> good = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int life = 3600;
  private volatile boolean rotating;
  private volatile boolean hanging;
  private volatile int status = 200;
  private volatile String refusal = "";

  public TokenServer(String user) {
    this.user = user;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/token", this::token);
    server.createContext("/introspect", this::introspect);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public URI endpoint() {
    return at("/token");
  }

  /** The token goes to its end; more parameters may follow. */
  public URI introspection() {
    return at("/introspect?token=");
  }

  /** What was asked for so far, as forms. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** How long further tokens last. */
  public void lasting(int seconds) {
    life = seconds;
  }

  /** With each token comes another refresh token, and the one before is forgotten. */
  public void rotating() {
    rotating = true;
  }

  /** No token is good any more that was given before. */
  public void takeBack() {
    good.clear();
  }

  /** Answers with this from now on; with status 200 it gives tokens again. */
  public void answer(int status, String json) {
    this.status = status;
    this.refusal = json;
  }

  /** Answers nothing any more. */
  public void hang() {
    hanging = true;
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void token(HttpExchange exchange) throws IOException {
    asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (hanging) {
      awaitClose();
    }
    if (!refusal.isEmpty()) {
      say(exchange, status, refusal);
      return;
    }
    int number = numbers.incrementAndGet();
    good.add("token-" + number);
    var refresh = rotating ? ",\"refresh_token\":\"refresh-" + number + "\"" : "";
    say(
        exchange,
        200,
        "{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\",\"expires_in\":%d%s}"
            .formatted(number, life, refresh));
  }

  private void introspect(HttpExchange exchange) throws IOException {
    var query = String.valueOf(exchange.getRequestURI().getQuery());
    boolean active = good.contains(query.replaceFirst("^token=", "").replaceFirst("&.*", ""));
    say(exchange, 200, "{\"active\":%s,\"username\":\"%s\"}".formatted(active, user));
  }

  private static void say(HttpExchange exchange, int status, String json) throws IOException {
    try (exchange) {
      var bytes = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void awaitClose() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
