package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.intake.mailbox.MailboxProbe.Finding;
import org.otklik.intake.mailbox.MailboxState.Phase;
import org.otklik.intake.servers.TlsForTests;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Security;

/** What an administrator is told about a server that does not do what it should. */
class MailboxTroubleTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private static MailboxSettings at(String host, int port, Security security) {
    return MailboxSettings.of("support", host, security, "support", "secret")
        .withPort(port)
        .withTimeout(SHORT)
        .withRetries(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  private static MailboxSettings mute(Protocol protocol, ServerSocket server, Security security) {
    int port = server.getLocalPort();
    return protocol == Protocol.IMAP
        ? at("127.0.0.1", port, security)
        : MailboxSettings.pop3("support", "127.0.0.1", security, "support", "secret")
            .withPort(port)
            .withTimeout(SHORT)
            .withRetries(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  private static Finding probe(MailboxSettings settings) {
    return MailboxProbe.test(settings, InstantSource.system());
  }

  private static ServerSocket mute() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void a_server_that_accepts_and_says_nothing_is_noticed_and_tried_again(Protocol protocol)
      throws IOException {
    try (var mute = mute();
        var reader =
            new MailboxReader(
                mute(protocol, mute, Security.PLAIN), new KeptMail(), InstantSource.system())) {
      reader.start();
      var failing = await().until(reader::state, state -> state.phase() == Phase.FAILING);
      assertThat(failing.problem()).contains("127.0.0.1 did not answer within 0.3 s.");
      assertThat(failing.nextTry()).isPresent();
      await().until(() -> reader.state().phase() == Phase.CONNECTING);
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void a_silent_tls_handshake_ends_too(Protocol protocol) throws IOException {
    try (var mute = mute()) {
      assertThat(probe(mute(protocol, mute, Security.TLS)).words())
          .isEqualTo("127.0.0.1 did not answer within 0.3 s.");
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void closing_does_not_wait_for_a_silent_server(Protocol protocol) throws IOException {
    try (var mute = mute()) {
      var settings = mute(protocol, mute, Security.PLAIN).withTimeout(Duration.ofMinutes(5));
      var reader = new MailboxReader(settings, new KeptMail(), InstantSource.system());
      reader.start();
      await().until(() -> reader.state().phase() == Phase.CONNECTING);
      long start = System.nanoTime();
      reader.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(reader.state().phase()).isEqualTo(Phase.STOPPED);
    }
  }

  @Test
  void a_refused_connection_is_told_in_words() throws IOException {
    int port;
    try (var gone = mute()) {
      port = gone.getLocalPort();
    }
    assertThat(probe(at("127.0.0.1", port, Security.PLAIN)))
        .isEqualTo(new Finding.Fails(Problem.of(Kind.CONNECTION_REFUSED, "127.0.0.1", port)));
  }

  @Test
  void an_unknown_host_is_told_in_words() {
    // The name is reserved for never being one (RFC 6761 §6.4).
    assertThat(probe(at("mail.invalid", 143, Security.PLAIN)))
        .isEqualTo(new Finding.Fails(Problem.of(Kind.NO_SUCH_SERVER, "mail.invalid")));
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_told_in_words() {
    var server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS).dynamicPort());
    server.start();
    try {
      var settings =
          at("127.0.0.1", server.getImaps().getPort(), Security.TLS)
              .withTimeout(Duration.ofSeconds(10));
      assertThat(probe(settings).words()).startsWith("No secure connection to 127.0.0.1: ");
    } finally {
      server.stop();
    }
  }

  @Test
  void a_certificate_is_good_for_the_server_that_it_names_only(@TempDir Path folder)
      throws Exception {
    var tls = TlsForTests.naming("localhost", folder);
    var server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort());
    server.start();
    try (var wire =
        new FaultyWire(server.getImap().getPort(), tls.context().getServerSocketFactory())) {
      server.setUser("support@example.org", "support", "secret");
      assertThat(probe(trusting(tls.context(), "localhost", wire.port())).words())
          .startsWith("support can be read");
      assertThat(probe(trusting(tls.context(), "127.0.0.1", wire.port())).words())
          .startsWith("No secure connection to 127.0.0.1: ");
    } finally {
      server.stop();
    }
  }

  private static MailboxSettings trusting(SSLContext tls, String host, int port) {
    return at(host, port, Security.TLS)
        .withTimeout(Duration.ofSeconds(10))
        .withTrust(tls.getSocketFactory());
  }

  @Test
  void a_password_never_goes_over_a_line_that_should_be_secure_and_is_not() throws IOException {
    var server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort());
    server.start();
    try (var wire = new FaultyWire(server.getImap().getPort())) {
      var settings =
          at("127.0.0.1", wire.port(), Security.STARTTLS).withTimeout(Duration.ofSeconds(10));
      assertThat(probe(settings)).isInstanceOf(Finding.Fails.class);
      assertThat(wire.said()).noneMatch(words -> words.contains("secret"));
    } finally {
      server.stop();
    }
  }

  @Test
  void a_refused_access_token_is_told_in_words_and_the_password_not_tried() throws Exception {
    var said = new CompletableFuture<String>();
    try (var server = mute()) {
      Thread.ofVirtual().start(() -> refuseTokens(server, said));
      var settings =
          at("127.0.0.1", server.getLocalPort(), Security.PLAIN)
              .withTimeout(Duration.ofSeconds(10))
              .withAccessToken(() -> "token");
      assertThat(probe(settings).words())
          .startsWith("The server refused the access token of support: ");
      var token = "user=support\1auth=Bearer token\1\1".getBytes(StandardCharsets.US_ASCII);
      assertThat(said.get(10, TimeUnit.SECONDS))
          .endsWith("AUTHENTICATE XOAUTH2 " + Base64.getEncoder().encodeToString(token));
    }
  }

  /** A server that knows nothing but XOAUTH2, and refuses it. */
  private static void refuseTokens(ServerSocket server, CompletableFuture<String> said) {
    try (var socket = server.accept();
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      var out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
      out.print("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2 AUTH=PLAIN] here\r\n");
      var command = String.valueOf(in.readLine());
      said.complete(command);
      out.print(command.split(" ", 2)[0] + " NO [AUTHENTICATIONFAILED] Invalid credentials\r\n");
      while (in.readLine() != null) {
        out.flush();
      }
    } catch (IOException e) {
      said.completeExceptionally(e);
    }
  }

  @Test
  void a_mailbox_that_works_is_said_to_work() {
    var server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort());
    server.start();
    try {
      server.setUser("support@example.org", "support", "secret");
      var settings =
          at("127.0.0.1", server.getImap().getPort(), Security.PLAIN)
              .withTimeout(Duration.ofSeconds(10));
      assertThat(probe(settings).words())
          .isEqualTo("support can be read: 0 messages in INBOX; the server tells of new ones.");
    } finally {
      server.stop();
    }
  }
}
