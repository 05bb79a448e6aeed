package org.otklik.helpdesk.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.RunningProgram;

/** Letters to a mail server that takes its time, longer than a courier's claim on a letter. */
class SlowServerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CLAIM = "4s";

  /** A mail server that thinks about each mail, and takes it. */
  private static final class Thinking implements AutoCloseable {
    private final ServerSocket server;
    private final Duration about;
    private final AtomicInteger whole = new AtomicInteger();

    private Thinking(Duration about) throws IOException {
      this.about = about;
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
      while (!server.isClosed()) {
        try {
          var socket = server.accept();
          Thread.ofVirtual().start(() -> talk(socket));
        } catch (IOException e) {
          return;
        }
      }
    }

    private void talk(Socket socket) {
      try (socket;
          var in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
        var out = socket.getOutputStream();
        say(out, "220 here");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          String command = line.toUpperCase(Locale.ROOT);
          if (command.startsWith("DATA")) {
            say(out, "354 go on");
            while (!".".equals(in.readLine())) {
              // it is read to its end
            }
            whole.incrementAndGet();
            Thread.sleep(about);
          }
          say(out, command.startsWith("QUIT") ? "221 bye" : "250 well");
        }
      } catch (IOException e) {
        // The client has gone.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void say(OutputStream out, String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static RunningProgram sendingTo(Thinking server) {
    return RunningProgram.ofOurOwn()
        .with("otklik.outgoing.host", "127.0.0.1")
        .with("otklik.outgoing.port", server.server.getLocalPort())
        .with("otklik.outgoing.security", "plain")
        .with("otklik.outgoing.from-address", People.SUPPORT)
        .with("otklik.outgoing.claim", CLAIM)
        .start();
  }

  private static void write(RunningProgram program, int letters) {
    program.execute(
        """
        INSERT INTO outbox (id, purpose, recipient, subject, body, message_id, automatic,
          carries_mail, released, state, attempts, next_try_at, created_at)
        SELECT seq, 'ALERT', 'olga@provider.example', 'x', 'x', CONCAT(seq, '@b'), FALSE,
          FALSE, TRUE, 'WAITING', 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) FROM seq_1_to_%d
        """
            .formatted(letters));
  }

  @Test
  void a_letter_that_is_being_sent_is_nobody_elses_however_long_that_takes() throws Exception {
    try (var server = new Thinking(Duration.ofSeconds(10));
        var program = sendingTo(server)) {
      write(program, 1);
      await().atMost(PATIENCE).until(() -> server.whole.get() == 1);
      var another = program.get(OutboxDesk.class);
      await()
          .during(Duration.ofSeconds(6))
          .atMost(Duration.ofSeconds(9))
          .until(() -> another.take(20).isEmpty());
      await().atMost(PATIENCE).until(() -> states(program).equals(List.of("SENT 1")));
      assertThat(server.whole).hasValue(1);
    }
  }

  @Test
  void what_there_was_no_time_for_was_no_attempt() throws Exception {
    try (var server = new Thinking(Duration.ofMillis(2500));
        var program = sendingTo(server)) {
      write(program, 4);
      await()
          .atMost(PATIENCE)
          .until(() -> states(program).equals(List.of("SENT 1", "SENT 1", "SENT 1", "SENT 1")));
    }
  }

  @Test
  void what_was_settled_meanwhile_is_not_settled_once_more() throws Exception {
    try (var server = new Thinking(Duration.ofSeconds(3));
        var program = sendingTo(server)) {
      write(program, 1);
      await().atMost(PATIENCE).until(() -> server.whole.get() == 1);
      program.execute("UPDATE outbox SET state = 'BOUNCED' WHERE id = 1");
      await()
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(5))
          .until(() -> states(program).equals(List.of("BOUNCED 1")));
    }
  }

  private static List<String> states(RunningProgram program) {
    return program.query("SELECT CONCAT(state, ' ', attempts) FROM outbox ORDER BY id");
  }
}
