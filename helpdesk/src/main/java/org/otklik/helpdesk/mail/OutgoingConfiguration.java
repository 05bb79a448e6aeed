package org.otklik.helpdesk.mail;

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
    @Nullable String fromAddress,
    @Bindable(defaultValue = "Support") String fromName,
    @Bindable(defaultValue = "60s") Duration claim) {

  @Override
  public String toString() {
    return "outgoing mail";
  }
}
