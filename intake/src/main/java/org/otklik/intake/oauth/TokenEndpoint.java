package org.otklik.intake.oauth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.otklik.intake.wire.AccessToken.Unavailable;
import org.otklik.intake.wire.OneLine;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Trouble;

/** Asks an authorization server for a token, once, and says why it gave none. */
final class TokenEndpoint {
  /** An answer is some kilobytes; a token with many claims some more. */
  private static final long LARGEST_ANSWER = 64 << 10;

  /** Where the server does not say how long a token lasts (RFC 6749 §5.1). */
  private static final Duration UNSAID_LIFE = Duration.ofMinutes(10);

  /** As Microsoft says that a secret is too old, under {@code invalid_client}. */
  private static final String SECRET_TOO_OLD = "AADSTS7000222";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .followRedirects(Redirect.NEVER) // a secret goes where it was told to, nowhere else
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  private final TokenSettings settings;

  TokenEndpoint(TokenSettings settings) {
    this.settings = settings;
  }

  /** What was given. */
  record Given(String token, Duration life, Optional<String> refreshToken) {}

  /**
   * Asks.
   *
   * @throws Unavailable saying why there is none
   */
  Given ask() {
    var form = new HashMap<>(settings.grant().form());
    if (!settings.scope().isBlank()) {
      form.put("scope", settings.scope());
    }
    var request =
        HttpRequest.newBuilder(settings.endpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(encoded(form)))
            .build();
    var answer = send(request);
    var said = read(answer);
    return answer.statusCode() == 200 ? given(said) : refused(answer.statusCode(), said);
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** One clock for all of it: a request's own would end with the head of the answer. */
  private HttpResponse<byte[]> send(HttpRequest request) {
    var handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER);
    var answer = CLIENT.sendAsync(request, handler);
    try {
      return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new Unavailable(onTheWay(e), e);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new Unavailable(onTheWay(cause), cause);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unavailable(trouble("interrupted"), e);
    }
  }

  private Problem onTheWay(Throwable cause) {
    URI at = settings.endpoint();
    int port = at.getPort() > 0 ? at.getPort() : "https".equals(at.getScheme()) ? 443 : 80;
    return Trouble.problem(cause, host(), port, settings.timeout())
        .orElseGet(() -> trouble(Trouble.saying(cause)));
  }

  /** The answer's own names and values; what stands deeper is of no interest. */
  private Map<String, String> read(HttpResponse<byte[]> answer) {
    var said = new HashMap<String, String>();
    try (var json = new JsonFactory().createParser(answer.body())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        if (json.nextToken().isScalarValue()) {
          said.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
      return said;
    } catch (IOException e) {
      if (answer.statusCode() == 200) {
        throw new Unavailable(Problem.of(Kind.TOKEN_ODD_ANSWER, host(), "no JSON"), e);
      }
      return Map.of();
    }
  }

  private Given given(Map<String, String> said) {
    try {
      var token = OneLine.required("access token", said.getOrDefault("access_token", ""));
      var life = said.get("expires_in");
      return new Given(
          token,
          life == null ? UNSAID_LIFE : Duration.ofSeconds((long) Double.parseDouble(life)),
          Optional.ofNullable(said.get("refresh_token"))
              .filter(t -> !t.isBlank() && OneLine.settingFault("", t).isEmpty()));
    } catch (IllegalArgumentException e) {
      throw new Unavailable(
          Problem.of(Kind.TOKEN_ODD_ANSWER, host(), unsaid(Trouble.saying(e))), e);
    }
  }

  /** RFC 6749 §5.2. */
  private Given refused(int status, Map<String, String> said) {
    var error = said.getOrDefault("error", "");
    var words = unsaid(Trouble.saying(said.getOrDefault("error_description", error)));
    var client = settings.grant().clientId();
    throw new Unavailable(
        switch (error) {
          case "invalid_client" -> {
            boolean old = words.contains(SECRET_TOO_OLD);
            yield Problem.of(
                old ? Kind.TOKEN_SECRET_EXPIRED : Kind.TOKEN_CLIENT_REFUSED, host(), client, words);
          }
          case "invalid_grant" -> Problem.of(Kind.TOKEN_GRANT_ENDED, host(), client, words);
          case "unauthorized_client", "access_denied" ->
              Problem.of(Kind.TOKEN_NOT_ALLOWED, host(), client, words);
          case "invalid_scope" -> Problem.of(Kind.TOKEN_SCOPE_UNKNOWN, host(), client, words);
          default -> trouble(("HTTP " + status + " " + words).strip());
        });
  }

  private Problem trouble(String words) {
    return Problem.of(Kind.TOKEN_SERVER_TROUBLE, host(), unsaid(words));
  }

  /** A server may repeat what it was sent. */
  private String unsaid(String words) {
    var safe = words;
    for (var secret : settings.grant().secrets()) {
      safe = safe.replace(secret, "…");
    }
    return safe;
  }

  private String host() {
    return String.valueOf(settings.endpoint().getHost());
  }
}
