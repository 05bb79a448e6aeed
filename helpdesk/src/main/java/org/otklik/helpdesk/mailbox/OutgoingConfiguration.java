package org.otklik.helpdesk.mailbox;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The server that takes our mail, under {@code otklik.outgoing}. */
@ConfigurationProperties("otklik.outgoing")
record OutgoingConfiguration(
    @Nullable String host,
    @Nullable Integer port,
    @Bindable(defaultValue = "starttls") String security,
    @Nullable String user,
    @Nullable String password,
    @Nullable String oauthEndpoint,
    @Nullable String oauthClientId,
    @Nullable String oauthClientSecret,
    @Nullable String oauthRefreshToken,
    @Nullable String oauthScope,
    @Nullable String oauthSecretExpires,
    @Nullable String fromAddress,
    @Bindable(defaultValue = "Support") String fromName,
    @Bindable(defaultValue = "60s") Duration claim) {

  OAuthConfiguration oauth() {
    return new OAuthConfiguration(
        "otklik.outgoing",
        oauthEndpoint,
        oauthClientId,
        oauthClientSecret,
        oauthRefreshToken,
        oauthScope,
        oauthSecretExpires);
  }

  @Override
  public String toString() {
    return "outgoing mail";
  }
}
