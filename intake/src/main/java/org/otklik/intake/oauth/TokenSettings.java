package org.otklik.intake.oauth;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.otklik.intake.wire.OneLine;

/**
 * Where tokens come from.
 *
 * @param endpoint the authorization server's token endpoint, over TLS unless on this machine
 * @param scope what is asked for; empty: what was agreed to
 * @param timeout the longest that one request takes, from connecting to its last byte
 * @param secretExpires the last day of the application's secret, UTC, where somebody wrote it down
 * @param warnBefore how long before that the mailbox says so
 */
public record TokenSettings(
    URI endpoint,
    Grant grant,
    String scope,
    Duration timeout,
    Optional<LocalDate> secretExpires,
    Duration warnBefore) {
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * @throws IllegalArgumentException with words for who set it
   */
  public TokenSettings {
    OneLine.setting("scope", scope);
    String host = endpoint.getHost() == null ? "" : endpoint.getHost();
    boolean secure = "https".equals(endpoint.getScheme());
    boolean here = "http".equals(endpoint.getScheme()) && THIS_MACHINE.contains(host);
    if (host.isEmpty() || !(secure || here)) {
      throw new IllegalArgumentException("The token endpoint must be an https:// address.");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("The token's time-out must be longer than nothing.");
    }
  }

  /** Twenty seconds for an answer, a warning 30 days before the secret expires. */
  public static TokenSettings of(URI endpoint, Grant grant, String scope) {
    return new TokenSettings(
        endpoint, grant, scope, Duration.ofSeconds(20), Optional.empty(), Duration.ofDays(30));
  }

  public TokenSettings withTimeout(Duration timeout) {
    return new TokenSettings(endpoint, grant, scope, timeout, secretExpires, warnBefore);
  }

  public TokenSettings withSecretExpiring(LocalDate lastDay, Duration warnBefore) {
    return new TokenSettings(endpoint, grant, scope, timeout, Optional.of(lastDay), warnBefore);
  }
}
