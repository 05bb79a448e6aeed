package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.otklik.intake.mailbox.MailboxProbe.Finding;
import org.otklik.intake.mailbox.MailboxState.Phase;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Security;

/** POP3 servers that lie, babble or can't do what they must. */
class Pop3TroubleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A server that answers each command from a list, and says OK to all others. */
  private record Scripted(ServerSocket listening, Map<String, String> answers, List<String> heard)
      implements AutoCloseable {
    static Scripted saying(Map<String, String> answers) throws IOException {
      var server =
          new Scripted(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
              answers,
              new CopyOnWriteArrayList<>());
      Thread.ofVirtual().start(server::serve);
      return server;
    }

    private void serve() {
      while (!listening.isClosed()) {
        try {
          var client = listening.accept();
          Thread.ofVirtual().start(() -> serve(client));
        } catch (IOException _) {
          return;
        }
      }
    }

    private void serve(Socket client) {
      try (client;
          var in =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
        var out = new PrintStream(client.getOutputStream(), false, StandardCharsets.US_ASCII);
        out.print("+OK here\r\n");
        out.flush();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
          heard.add(line);
          out.print(answers.getOrDefault(line, line.startsWith("CAPA") ? "-ERR\r\n" : "+OK\r\n"));
          out.flush();
        }
      } catch (IOException _) {
        // The reader has gone.
      }
    }

    MailboxSettings settings() {
      return MailboxSettings.pop3("box", "127.0.0.1", Security.PLAIN, "u", "p")
          .withPort(listening.getLocalPort())
          .withTimeout(Duration.ofSeconds(10))
          .withPollEvery(Duration.ofMillis(200))
          .withRetries(Duration.ofMillis(50), Duration.ofMillis(100))
          .withBatches(10, 1 << 20, 10_000);
    }

    Problem problem() {
      return ((Finding.Fails) MailboxProbe.test(settings(), InstantSource.system())).problem();
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }

  @Test
  void a_server_that_cannot_tell_messages_apart_is_told_in_words() throws IOException {
    try (var server = Scripted.saying(Map.of("UIDL", "-ERR what\r\n"))) {
      assertThat(server.problem().kind()).isEqualTo(Kind.NO_UIDL);
    }
  }

  @Test
  void a_mailbox_that_another_program_has_open_is_told_apart_from_a_wrong_password()
      throws IOException {
    try (var server = Scripted.saying(Map.of("PASS p", "-ERR [IN-USE] locked\r\n"))) {
      assertThat(server.problem().kind()).isEqualTo(Kind.LOGIN_NOT_NOW);
    }
  }

  @Test
  void a_line_without_end_and_a_list_of_nonsense_are_given_up() throws IOException {
    try (var server = Scripted.saying(Map.of("UIDL", "+OK\r\n" + "1".repeat(100_000)))) {
      assertThat(server.problem().words()).contains("too long a line");
    }
    try (var server = Scripted.saying(Map.of("UIDL", "+OK\r\none two\r\n.\r\n"))) {
      assertThat(server.problem().words()).contains("the server lists \"one\"");
    }
  }

  /** CVE-2011-0411: what is said before TLS must not be taken for what is said within. */
  @Test
  void words_that_come_along_with_the_answer_to_stls_are_not_believed() throws IOException {
    try (var server = Scripted.saying(Map.of("STLS", "+OK\r\n+OK you are in\r\n"))) {
      var settings =
          MailboxSettings.pop3("box", "127.0.0.1", Security.STARTTLS, "u", "p")
              .withPort(server.listening().getLocalPort());
      var finding = MailboxProbe.test(settings, InstantSource.system());
      assertThat(finding.words()).contains("speaks out of turn");
      assertThat(server.heard()).noneMatch(line -> line.startsWith("USER"));
    }
  }

  /** A server that announces ten bytes and gives far more would fill the memory. */
  @Test
  void a_message_that_is_far_longer_than_announced_is_streamed_and_holds_up_no_other()
      throws IOException {
    var longer = "longer\r\n".repeat(20_000);
    var answers =
        Map.of(
            "UIDL", "+OK\r\n1 a\r\n2 b\r\n.\r\n",
            "LIST", "+OK\r\n1 10\r\n2 10\r\n.\r\n",
            "RETR 1", "+OK\r\n" + longer + ".\r\n",
            "RETR 2", "+OK\r\nSubject: well\r\n\r\n.\r\n");
    var kept = new KeptMail();
    try (var server = Scripted.saying(answers);
        var reader = new MailboxReader(server.settings(), kept, InstantSource.system())) {
      reader.start();
      await()
          .atMost(PATIENCE)
          .until(() -> kept.mails().size() == 2 && reader.state().phase() == Phase.WAITING);
      assertThat(kept.mails().stream().map(raw -> new String(raw, StandardCharsets.US_ASCII)))
          .containsExactlyInAnyOrder(longer, "Subject: well\r\n\r\n");
      assertThat(reader.state().problems()).isEmpty();
    }
  }

  /** RFC 1939 §7 lets equal messages share a UIDL. */
  @Test
  void messages_of_one_uidl_are_told_apart() throws IOException {
    var answers =
        Map.of(
            "UIDL", "+OK\r\n1 same\r\n2 same\r\n.\r\n",
            "LIST", "+OK\r\n1 10\r\n2 10\r\n.\r\n",
            "RETR 1", "+OK\r\nSubject: one\r\n\r\n.\r\n",
            "RETR 2", "+OK\r\nSubject: two\r\n\r\n.\r\n");
    var kept = new KeptMail();
    try (var server = Scripted.saying(answers);
        var reader = new MailboxReader(server.settings(), kept, InstantSource.system())) {
      reader.start();
      await().atMost(PATIENCE).until(() -> kept.mails().size() == 2);
    }
  }
}
