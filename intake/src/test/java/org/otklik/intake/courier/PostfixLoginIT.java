package org.otklik.intake.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.intake.courier.Delivery.Accepted;
import org.otklik.intake.courier.Delivery.Deferred;
import org.otklik.intake.oauth.Grant;
import org.otklik.intake.oauth.OAuthToken;
import org.otklik.intake.oauth.TokenSettings;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.servers.PostfixServer;
import org.otklik.intake.servers.TokenServer;
import org.otklik.intake.wire.Security;

/**
 * Outgoing mail by way of a real Postfix that takes mail only of those who log in, by password or
 * access token; a Dovecot, and behind it an authorization server, says who may.
 */
class PostfixLoginIT {
  private static final String USER = "support";
  private static final String ANNA = "anna@client.example";

  private static TokenServer tokens;
  private static DovecotServer dovecot;
  private static PostfixServer postfix;

  @BeforeAll
  static void start() {
    tokens = new TokenServer(USER);
    dovecot = DovecotServer.running(DovecotServer.Options.NONE.asking(tokens.introspection()));
    dovecot.deliver("anna");
    var routes = new PostfixServer.Routes(Map.of(ANNA, dovecot.mailOf("anna")), Set.of(), Set.of());
    postfix = PostfixServer.running(routes.askingForLogins(dovecot));
  }

  @AfterAll
  static void close() {
    if (postfix != null) {
      postfix.close();
    }
    if (dovecot != null) {
      dovecot.close();
    }
    if (tokens != null) {
      tokens.close();
    }
  }

  private static SmtpSettings settings() {
    return SmtpSettings.of("127.0.0.1", Security.PLAIN).withPort(postfix.port());
  }

  private static Delivery send(SmtpSettings settings, String subject) {
    try (var courier = new SmtpCourier(settings)) {
      return courier.send(
          new OutgoingMail(
              "Support",
              "support@example.org",
              ANNA,
              subject,
              "1@desk.example.org",
              List.of(),
              List.of(),
              "Hello",
              Optional.empty(),
              false,
              Optional.empty(),
              Optional.empty(),
              "original.eml",
              Instant.parse("2026-11-20T12:30:00Z")));
    }
  }

  private static OAuthToken token() {
    var grant = new Grant.ClientCredentials("app", "s3cret");
    return new OAuthToken(TokenSettings.of(tokens.endpoint(), grant, ""), InstantSource.system());
  }

  private static void assertArrives(String subject) {
    await("it is delivered")
        .atMost(Duration.ofSeconds(30))
        .until(() -> arrived().anyMatch(raw -> raw.contains("Subject: " + subject)));
  }

  private static Stream<String> arrived() throws IOException {
    try (Stream<Path> files = Files.list(dovecot.mailOf("anna").resolve("new"))) {
      return files.map(PostfixLoginIT::read).toList().stream();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void who_does_not_log_in_sends_nothing() {
    assertThat(send(settings(), "nobody")).isNotInstanceOf(Accepted.class);
  }

  @Test
  void a_mail_goes_out_with_a_password() {
    assertThat(send(settings().withLogin(USER, DovecotServer.PASSWORD), "by password"))
        .isInstanceOf(Accepted.class);
    assertArrives("by password");
  }

  @Test
  void a_mail_goes_out_with_an_access_token() {
    assertThat(send(settings().withLogin(USER, token()), "by token")).isInstanceOf(Accepted.class);
    assertArrives("by token");
  }

  @Test
  void a_forged_token_is_told_in_words_and_the_mail_waits() {
    var delivery = send(settings().withLogin(USER, () -> "forged-token"), "forged");
    assertThat(delivery).isInstanceOf(Deferred.class);
    assertThat(((Deferred) delivery).problem().words())
        .startsWith("The server refused the access token of support")
        .doesNotContain("forged-token");
  }

  @Test
  void a_token_that_was_taken_back_is_replaced_at_the_next_try() {
    var settings = settings().withLogin(USER, token());
    assertThat(send(settings, "first")).isInstanceOf(Accepted.class);
    tokens.takeBack();
    assertThat(send(settings, "with the old one")).isInstanceOf(Deferred.class);
    assertThat(send(settings, "with a new one")).isInstanceOf(Accepted.class);
    assertArrives("with a new one");
  }

  @Test
  void an_authorization_server_that_gives_no_token_is_told_in_words_and_the_mail_waits() {
    try (var refusing = new TokenServer(USER)) {
      refusing.answer(401, "{\"error\":\"invalid_client\"}");
      var grant = new Grant.ClientCredentials("app", "s3cret");
      var token =
          new OAuthToken(TokenSettings.of(refusing.endpoint(), grant, ""), InstantSource.system());
      var delivery = send(settings().withLogin(USER, token), "no token");
      assertThat(delivery).isInstanceOf(Deferred.class);
      assertThat(((Deferred) delivery).problem().words())
          .contains("invalid_client")
          .doesNotContain("s3cret");
    }
  }
}
