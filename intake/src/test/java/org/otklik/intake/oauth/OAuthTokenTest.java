package org.otklik.intake.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.intake.servers.TokenServer;
import org.otklik.intake.wire.AccessToken.Unavailable;
import org.otklik.intake.wire.Problem.Kind;

class OAuthTokenTest {
  private final TokenServer server = new TokenServer("support");
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");

  @AfterEach
  void close() {
    server.close();
  }

  private TokenSettings settings(Grant grant) {
    return TokenSettings.of(server.endpoint(), grant, "https://mail.example/.default")
        .withTimeout(Duration.ofSeconds(10));
  }

  private OAuthToken token(TokenSettings settings) {
    return new OAuthToken(settings, () -> now);
  }

  private OAuthToken byCredentials() {
    return token(settings(new Grant.ClientCredentials("app", "s3cret+/=")));
  }

  @Test
  void an_application_asks_in_its_own_name() {
    assertThat(byCredentials().current()).isEqualTo("token-1");
    assertThat(server.asked().getFirst().split("&"))
        .containsExactlyInAnyOrder(
            "grant_type=client_credentials",
            "client_id=app",
            "client_secret=s3cret%2B%2F%3D",
            "scope=https%3A%2F%2Fmail.example%2F.default");
  }

  @Test
  void a_token_is_kept_while_it_lasts_and_renewed_before_its_end() {
    var token = byCredentials();
    assertThat(token.current()).isEqualTo("token-1");
    now = now.plus(Duration.ofMinutes(54));
    assertThat(token.current()).isEqualTo("token-1");
    now = now.plus(Duration.ofMinutes(2));
    assertThat(token.current()).isEqualTo("token-2");
  }

  @Test
  void a_token_that_is_still_good_is_used_while_no_newer_one_is_to_be_had() {
    var token = byCredentials();
    token.current();
    server.answer(503, "{}");
    now = now.plus(Duration.ofMinutes(57));
    assertThat(token.current()).isEqualTo("token-1");
    now = now.plus(Duration.ofMinutes(4));
    assertThatThrownBy(token::current).isInstanceOf(Unavailable.class);
  }

  @Test
  void a_token_that_the_mail_server_refused_is_not_given_again() {
    var token = byCredentials();
    token.current();
    token.refused();
    assertThat(token.current()).isEqualTo("token-2");
  }

  @Test
  void many_who_ask_at_once_get_the_same_token() {
    var token = byCredentials();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 50).forEach(_ -> threads.execute(token::current));
    }
    assertThat(server.asked()).hasSize(1);
  }

  /** RFC 6749 §6: the old refresh token may be forgotten at once. */
  @Test
  void a_refresh_token_that_rotates_is_kept_and_used_next() {
    server.rotating();
    var kept = RefreshTokens.inMemory("refresh-0");
    var token = token(settings(new Grant.Refresh("app", Optional.empty(), kept)));
    token.current();
    assertThat(server.asked().getFirst()).contains("refresh_token=refresh-0");
    assertThat(kept.current()).isEqualTo("refresh-1");
    token.refused();
    token.current();
    assertThat(server.asked().getLast()).contains("refresh_token=refresh-1");
  }

  /**
   * The old one may be worth nothing by then, so a store that is away must not lose the new one.
   */
  @Test
  void a_rotated_refresh_token_is_kept_as_soon_as_its_store_is_back() {
    server.rotating();
    var away = new AtomicBoolean(true);
    var kept = RefreshTokens.inMemory("refresh-0");
    var store =
        new RefreshTokens() {
          @Override
          public String current() {
            return kept.current();
          }

          @Override
          public void rotated(String token) {
            if (away.get()) {
              throw new IllegalStateException("the store is away");
            }
            kept.rotated(token);
          }
        };
    var token = token(settings(new Grant.Refresh("app", Optional.empty(), store)));
    assertThat(token.current()).isEqualTo("token-1");
    assertThat(kept.current()).isEqualTo("refresh-0");
    away.set(false);
    assertThat(token.current()).isEqualTo("token-1");
    assertThat(kept.current()).isEqualTo("refresh-1");
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_client, AADSTS7000215: Invalid client secret, TOKEN_CLIENT_REFUSED",
    "invalid_client, AADSTS7000222: The provided client secret keys are expired,"
        + " TOKEN_SECRET_EXPIRED",
    "invalid_grant, Token has been expired or revoked, TOKEN_GRANT_ENDED",
    "unauthorized_client, AADSTS700016: not found in the directory, TOKEN_NOT_ALLOWED",
    "invalid_scope, AADSTS70011: The provided value is not valid, TOKEN_SCOPE_UNKNOWN",
    "temporarily_unavailable, try later, TOKEN_SERVER_TROUBLE"
  })
  void why_no_token_was_given_is_told_in_words(String error, String description, Kind kind) {
    server.answer(
        400,
        "{\"error\":\"%s\",\"error_codes\":[1,2],\"error_description\":\"%s s3cret+/=\"}"
            .formatted(error, description));
    var refusal = catchThrowableOfType(Unavailable.class, () -> byCredentials().current());
    assertThat(refusal.problem().kind()).isEqualTo(kind);
    assertThat(refusal).hasMessageContaining(description).hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "200, '<html>'",
    "200, '[1]'",
    "200, '{}'",
    "200, '{\"access_token\":\"a\\r\\nb\"}'",
    "200, '{\"access_token\":\"a\",\"expires_in\":\"soon\"}'"
  })
  void an_answer_that_is_no_token_is_told_in_words(int status, String answer) {
    server.answer(status, answer);
    var refusal = catchThrowableOfType(Unavailable.class, () -> byCredentials().current());
    assertThat(refusal.problem().kind()).isEqualTo(Kind.TOKEN_ODD_ANSWER);
  }

  @Test
  void an_endless_answer_is_cut_off() {
    server.answer(200, "{\"access_token\":\"" + "a".repeat(1 << 20) + "\"}");
    assertThatThrownBy(() -> byCredentials().current()).isInstanceOf(Unavailable.class);
  }

  @Test
  void a_server_that_hangs_is_given_up_and_one_that_moves_on_is_not_followed() {
    server.answer(302, "{}");
    assertThatThrownBy(() -> byCredentials().current()).hasMessageContaining("HTTP 302");
    server.hang();
    var hurried =
        token(
            settings(new Grant.ClientCredentials("app", "s3cret"))
                .withTimeout(Duration.ofMillis(1500)));
    assertThatThrownBy(hurried::current).hasMessage("127.0.0.1 did not answer within 1.5 s.");
  }

  @Test
  void a_secret_that_expires_soon_is_told_beforehand() {
    var expiring =
        token(
            settings(new Grant.ClientCredentials("app", "s3cret"))
                .withSecretExpiring(LocalDate.parse("2026-12-24"), Duration.ofDays(30)));
    assertThat(expiring.warning()).isEmpty();
    now = Instant.parse("2026-11-24T00:00:00Z");
    assertThat(expiring.warning().orElseThrow().words())
        .contains("expires on 2026-12-24, in 30 days");
    now = Instant.parse("2026-12-25T00:00:00Z");
    assertThat(expiring.warning().orElseThrow().kind()).isEqualTo(Kind.SECRET_EXPIRED);
  }

  @Test
  void a_secret_goes_over_tls_or_nowhere_and_is_in_no_text() {
    var grant = new Grant.ClientCredentials("app", "s3cret");
    assertThatThrownBy(() -> TokenSettings.of(URI.create("http://login.example/t"), grant, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The token endpoint must be an https:// address.");
    assertThat(settings(grant).toString() + token(settings(grant))).doesNotContain("s3cret");
  }
}
