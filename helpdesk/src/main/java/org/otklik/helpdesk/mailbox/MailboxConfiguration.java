package org.otklik.helpdesk.mailbox;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.mailbox.AfterReading;
import org.otklik.intake.mailbox.MailboxSettings;
import org.otklik.intake.mailbox.Protocol;
import org.otklik.intake.screening.Trust;
import org.otklik.intake.wire.Login;

/**
 * A mailbox as the configuration writes it, under {@code otklik.mailboxes.NAME}.
 *
 * @param client the client whose own it is, by id; without it the mailbox is everybody's
 * @param protocol {@code imap} or {@code pop3}
 * @param since only what came on this day or later
 * @param afterReading {@code leave}, {@code seen}, {@code delete} or {@code move:FOLDER}; without
 *     it {@code seen}, and {@code leave} by POP3
 * @param trust {@code server}; the authserv-id whose Authentication-Results are believed; {@code
 *     dkim} for the message's own signatures; an authserv-id and {@code dkim} with a comma between;
 *     without it everything is held
 */
@EachProperty("otklik.mailboxes")
record MailboxConfiguration(
    @Parameter String name,
    String address,
    @Nullable Long client,
    @Bindable(defaultValue = "imap") String protocol,
    String host,
    @Nullable Integer port,
    @Bindable(defaultValue = "tls") String security,
    String user,
    @Nullable String password,
    @Nullable String oauthEndpoint,
    @Nullable String oauthClientId,
    @Nullable String oauthClientSecret,
    @Nullable String oauthRefreshToken,
    @Nullable String oauthScope,
    @Nullable String oauthSecretExpires,
    @Bindable(defaultValue = "INBOX") String folder,
    @Nullable String since,
    @Nullable String afterReading,
    @Nullable String trust,
    @Bindable(defaultValue = "60s") Duration poll) {

  ReadMailbox mailbox(KeptRefreshTokens tokens, InstantSource clock) {
    try {
      var settings = settings(login(tokens, clock)).withFolder(folder).withPollEvery(poll);
      settings = afterReading == null ? settings : settings.withAfterReading(action(afterReading));
      settings = since == null ? settings : settings.withSince(day(since));
      return new ReadMailbox(
          address,
          port == null ? settings : settings.withPort(port),
          whomToTrust(),
          Optional.ofNullable(client));
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(where() + ": " + e.getMessage(), e);
    }
  }

  private String where() {
    return "otklik.mailboxes." + name;
  }

  private MailboxSettings settings(Login login) {
    var secured = MailConfiguration.security(where() + ".security", security);
    var plain =
        switch (howRead()) {
          case IMAP -> MailboxSettings.of(name, host, secured, user, login.password());
          case POP3 -> MailboxSettings.pop3(name, host, secured, user, login.password());
        };
    return login.accessToken().map(plain::withAccessToken).orElse(plain);
  }

  private Login login(KeptRefreshTokens tokens, InstantSource clock) {
    var oauth =
        new OAuthConfiguration(
            where(),
            oauthEndpoint,
            oauthClientId,
            oauthClientSecret,
            oauthRefreshToken,
            oauthScope,
            oauthSecretExpires);
    return oauth
        .token(tokens, clock)
        .map(token -> Login.withToken(user, token))
        .orElseGet(() ->
            Login.withPassword(
                user, CannotStartException.unlessSet(password, where() + ".password")));
  }

  private LocalDate day(String written) {
    try {
      return LocalDate.parse(written);
    } catch (DateTimeException e) {
      throw new CannotStartException(
          where() + ".since must be a day as 2026-12-31, not " + written + ".", e);
    }
  }

  private Protocol howRead() {
    try {
      return Protocol.valueOf(protocol.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(
          where() + ".protocol must be imap or pop3, not " + protocol + ".", e);
    }
  }

  private AfterReading action(String written) {
    return switch (written) {
      case "leave" -> new AfterReading.Leave();
      case "seen" -> new AfterReading.MarkSeen();
      case "delete" -> new AfterReading.Delete();
      default -> {
        if (written.startsWith("move:")) {
          yield new AfterReading.MoveTo(written.substring("move:".length()));
        }
        throw new CannotStartException(
            "%s.after-reading must be leave, seen, delete or move:FOLDER, not %s."
                .formatted(where(), written));
      }
    };
  }

  private Trust whomToTrust() {
    if (trust == null || trust.isBlank()) {
      return new Trust.InNobody();
    }
    String[] words = trust.strip().split("\\s*,\\s*", -1);
    if (words.length > 2 || (words.length == 2 && !words[1].equals("dkim"))) {
      throw new CannotStartException(
          "otklik.mailboxes.%s.trust must be server, dkim, an authserv-id, or an authserv-id and dkim, not %s."
              .formatted(name, trust));
    }
    return switch (words[0]) {
      case "server" -> new Trust.InServer();
      case "dkim" -> new Trust.InSignatures();
      default -> new Trust.InAuthenticationResults(words[0], words.length == 2);
    };
  }

  @Override
  public String toString() {
    return "mailbox " + name;
  }
}
