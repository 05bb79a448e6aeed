package org.otklik.helpdesk.mailbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.intake.oauth.Grant;
import org.otklik.intake.oauth.OAuthToken;
import org.otklik.intake.oauth.TokenSettings;
import org.otklik.intake.wire.AccessToken;

/**
 * The settings that begin with {@code oauth-}, of a mailbox or of outgoing mail.
 *
 * @param where the settings that they stand among, as {@code otklik.outgoing}
 * @param secretExpires the last day of the application's secret
 */
record OAuthConfiguration(
    String where,
    @Nullable String endpoint,
    @Nullable String clientId,
    @Nullable String clientSecret,
    @Nullable String refreshToken,
    @Nullable String scope,
    @Nullable String secretExpires) {
  private static final Duration WARN_BEFORE = Duration.ofDays(30);

  /** Nothing where no token endpoint is set. */
  Optional<AccessToken> token(KeptRefreshTokens kept, InstantSource clock) {
    if (endpoint == null || endpoint.isBlank()) {
      return Optional.empty();
    }
    try {
      var settings = TokenSettings.of(new URI(endpoint), grant(kept), scope == null ? "" : scope);
      var expiring =
          secretExpires == null || secretExpires.isBlank()
              ? settings
              : settings.withSecretExpiring(LocalDate.parse(secretExpires), WARN_BEFORE);
      return Optional.of(new OAuthToken(expiring, clock));
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(where + ": " + e.getMessage(), e);
    } catch (URISyntaxException e) {
      throw new CannotStartException(where + ".oauth-endpoint is no address.", e);
    } catch (DateTimeException e) {
      throw new CannotStartException(
          where + ".oauth-secret-expires must be a day as 2026-12-31.", e);
    }
  }

  private Grant grant(KeptRefreshTokens kept) {
    String id = clientId == null ? "" : clientId;
    if (refreshToken != null && !refreshToken.isBlank()) {
      return new Grant.Refresh(id, Optional.ofNullable(clientSecret), kept.after(refreshToken));
    }
    return new Grant.ClientCredentials(id, clientSecret == null ? "" : clientSecret);
  }

  @Override
  public String toString() {
    return where + ".oauth";
  }
}
