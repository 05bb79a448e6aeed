package org.otklik.helpdesk.mailbox;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.intake.courier.SmtpSettings;
import org.otklik.intake.wire.AccessToken;
import org.otklik.intake.wire.Login;
import org.otklik.intake.wire.Security;

/** How mail comes in and goes out, as the configuration says it. */
@Factory
final class MailConfiguration {
  /** Unless somebody else, the demo, knows of other settings. */
  @Singleton
  @Secondary
  MailSettings settings(
      OutgoingConfiguration outgoing,
      List<MailboxConfiguration> mailboxes,
      KeptRefreshTokens tokens,
      InstantSource clock,
      @Value("${otklik.zone}") ZoneId zone) {
    var from =
        CannotStartException.unlessSet(outgoing.fromAddress(), "otklik.outgoing.from-address");
    return new MailSettings(
        zone,
        outgoing.fromName(),
        from,
        smtp(outgoing, outgoing.oauth().token(tokens, clock)),
        outgoing.claim(),
        mailboxes.stream().map(mailbox -> mailbox.mailbox(tokens, clock)).toList());
  }

  private static SmtpSettings smtp(OutgoingConfiguration outgoing, Optional<AccessToken> token) {
    try {
      var smtp =
          SmtpSettings.of(
              CannotStartException.unlessSet(outgoing.host(), "otklik.outgoing.host"),
              security("otklik.outgoing.security", outgoing.security()));
      if (outgoing.port() != null) {
        smtp = smtp.withPort(outgoing.port());
      }
      if (outgoing.user() == null && token.isEmpty()) {
        return smtp;
      }
      var user = CannotStartException.unlessSet(outgoing.user(), "otklik.outgoing.user");
      return smtp.withLogin(
          token
              .map(t -> Login.withToken(user, t))
              .orElseGet(() ->
                  Login.withPassword(
                      user,
                      CannotStartException.unlessSet(
                          outgoing.password(), "otklik.outgoing.password"))));
    } catch (IllegalArgumentException e) {
      throw new CannotStartException("otklik.outgoing: " + e.getMessage(), e);
    }
  }

  static Security security(String setting, String value) {
    try {
      return Security.valueOf(value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(
          setting + " must be plain, starttls or tls, not " + value + ".", e);
    }
  }
}
