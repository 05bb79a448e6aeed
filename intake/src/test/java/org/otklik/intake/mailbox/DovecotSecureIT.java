package org.otklik.intake.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.intake.mailbox.MailboxProbe.Finding;
import org.otklik.intake.mailbox.MailboxState.Phase;
import org.otklik.intake.oauth.Grant;
import org.otklik.intake.oauth.OAuthToken;
import org.otklik.intake.oauth.TokenSettings;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.servers.TlsForTests;
import org.otklik.intake.servers.TokenServer;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Security;

/** TLS, STARTTLS and access tokens before a real Dovecot. */
class DovecotSecureIT {
  private static final String USER = "support";
  private static TlsForTests tls;
  private static TokenServer tokens;
  private static DovecotServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    tls = TlsForTests.naming("localhost", folder);
    tokens = new TokenServer(USER);
    server =
        DovecotServer.running(
            DovecotServer.Options.NONE.withTls(tls).asking(tokens.introspection()));
  }

  @AfterAll
  static void close() {
    if (tokens != null) {
      tokens.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static MailboxSettings settings(Protocol protocol, Security security, String host) {
    boolean imap = protocol == Protocol.IMAP;
    int port =
        security == Security.TLS
            ? imap ? server.imapsPort() : server.pop3sPort()
            : imap ? server.imapPort() : server.pop3Port();
    var settings =
        imap
            ? MailboxSettings.of("box", host, security, USER, DovecotServer.PASSWORD)
            : MailboxSettings.pop3("box", host, security, USER, DovecotServer.PASSWORD);
    return settings
        .withPort(port)
        .withPollEvery(Duration.ofMillis(200))
        .withRetries(Duration.ofMillis(50), Duration.ofMillis(200));
  }

  private static Finding probe(MailboxSettings settings) {
    return MailboxProbe.test(settings, InstantSource.system());
  }

  private static Kind failure(MailboxSettings settings) {
    return ((Finding.Fails) probe(settings)).problem().kind();
  }

  private static OAuthToken token() {
    var grant = new Grant.ClientCredentials("app", "secret");
    return new OAuthToken(TokenSettings.of(tokens.endpoint(), grant, ""), InstantSource.system());
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void a_mailbox_is_read_over_tls_and_over_starttls(Protocol protocol) {
    for (var security : new Security[] {Security.TLS, Security.STARTTLS}) {
      var trusting =
          settings(protocol, security, "localhost").withTrust(tls.context().getSocketFactory());
      assertThat(probe(trusting)).isInstanceOf(Finding.Works.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void what_is_wrong_with_a_certificate_is_told_apart(Protocol protocol) {
    for (var security : new Security[] {Security.TLS, Security.STARTTLS}) {
      assertThat(failure(settings(protocol, security, "localhost")))
          .isEqualTo(Kind.CERTIFICATE_UNKNOWN);
      assertThat(
              failure(
                  settings(protocol, security, "127.0.0.1")
                      .withTrust(tls.context().getSocketFactory())))
          .isEqualTo(Kind.CERTIFICATE_OF_ANOTHER);
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void a_mailbox_is_read_with_an_access_token(Protocol protocol) {
    var works = probe(settings(protocol, Security.PLAIN, "127.0.0.1").withAccessToken(token()));
    assertThat(works).isInstanceOf(Finding.Works.class);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void a_token_of_another_is_refused_in_words(Protocol protocol) {
    var settings = settings(protocol, Security.PLAIN, "127.0.0.1").withAccessToken(() -> "forged");
    assertThat(failure(settings)).isEqualTo(Kind.TOKEN_REFUSED);
  }

  @Test
  void a_token_that_was_taken_back_is_replaced_and_reading_goes_on() {
    var token = token();
    var kept = new KeptMail();
    server.deliver(USER, Mailbox.mail(1));
    var settings = settings(Protocol.POP3, Security.PLAIN, "127.0.0.1").withAccessToken(token);
    try (var reader = new MailboxReader(settings, kept, InstantSource.system())) {
      reader.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> kept.mails().size() == 1);
      tokens.takeBack();
      server.deliver(USER, Mailbox.mail(2));
      await().atMost(Duration.ofSeconds(30)).until(() -> kept.mails().size() == 2);
      await().atMost(Duration.ofSeconds(30)).until(() -> reader.state().phase() == Phase.WAITING);
    }
  }

  @Test
  void a_password_goes_to_no_pop3_server_without_starttls() throws Exception {
    try (var plain = DovecotServer.running();
        var wire = new FaultyWire(plain.pop3Port())) {
      var settings = settings(Protocol.POP3, Security.STARTTLS, "localhost").withPort(wire.port());
      assertThat(failure(settings)).isEqualTo(Kind.NOT_SECURE);
      assertThat(wire.said()).noneMatch(words -> words.contains(DovecotServer.PASSWORD));
    }
  }
}
