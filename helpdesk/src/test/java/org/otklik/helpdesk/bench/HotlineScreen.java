package org.otklik.helpdesk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.otklik.intake.servers.AsteriskServer;

/**
 * An operator's screen, as a browser keeps it: told of what happens, it fetches what it shows, one
 * request at a time. Beside it a watcher of the PBX itself, that says when each call began to ring.
 */
final class HotlineScreen implements AutoCloseable {
  private static final Pattern RANG =
      Pattern.compile("\"kind\":\"RINGS\".*?\"linkedid\":\"([^\"]+)\"");

  private final URI console;
  private final String cookie;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Socket ami;
  private final Map<String, Long> rang = new ConcurrentHashMap<>();
  private final Map<String, Long> shown = new ConcurrentHashMap<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  HotlineScreen(URI console, String cookie, int amiPort) throws IOException {
    this.console = console;
    this.cookie = cookie;
    ami = new Socket(InetAddress.getLoopbackAddress(), amiPort);
    ami.getOutputStream()
        .write(
            "Action: Login\r\nUsername: %s\r\nSecret: %s\r\n\r\n"
                .formatted(AsteriskServer.USER, AsteriskServer.SECRET)
                .getBytes(StandardCharsets.US_ASCII));
    threads.add(Thread.ofPlatform().daemon().start(this::watch));
    threads.add(Thread.ofPlatform().daemon().start(this::listen));
    threads.add(Thread.ofPlatform().daemon().start(this::show));
  }

  /** When a caller came into the queue, by the PBX's own word. */
  private void watch() {
    try (var in =
        new BufferedReader(new InputStreamReader(ami.getInputStream(), StandardCharsets.UTF_8))) {
      String key = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("Key: ")) {
          key = line.substring(5);
        } else if (line.equals("Row: 2queue")) {
          rang.putIfAbsent(key, System.nanoTime());
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void listen() {
    try {
      HttpResponse<Stream<String>> events =
          http.send(request("/api/v1/hotline/events"), BodyHandlers.ofLines());
      try (var lines = events.body()) {
        lines.filter(line -> line.startsWith("data:")).forEach(told::add);
      }
    } catch (IOException | UncheckedIOException e) {
      // Closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show() {
    var some = new ArrayList<String>();
    try {
      while (true) {
        some.clear();
        some.add(told.take());
        told.drainTo(some);
        var page = http.send(request("/hotline/calling"), BodyHandlers.ofString());
        long now = System.nanoTime();
        if (page.statusCode() != 200) {
          throw new IllegalStateException("the screen stays empty: " + page.statusCode());
        }
        for (String event : some) {
          var ring = RANG.matcher(event);
          if (ring.find()) {
            shown.putIfAbsent(ring.group(1), now);
          }
        }
      }
    } catch (IOException e) {
      // Closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(console.resolve(path)).header("Cookie", cookie).build();
  }

  /** Forgets the calls that were. */
  void forget() {
    rang.clear();
    shown.clear();
  }

  /** How many calls rang, by the PBX's word, and how many of them are on the screen. */
  int rang() {
    return rang.size();
  }

  int shown() {
    return shown.size();
  }

  /** From the PBX's word to the screen, in milliseconds, in order. */
  double[] delays() {
    return rang.entrySet().stream()
        .filter(call -> shown.containsKey(call.getKey()))
        .mapToDouble(
            call -> (shown.getOrDefault(call.getKey(), call.getValue()) - call.getValue()) / 1e6)
        .sorted()
        .toArray();
  }

  @Override
  public void close() throws IOException {
    ami.close();
    http.shutdownNow();
    threads.forEach(Thread::interrupt);
  }
}
