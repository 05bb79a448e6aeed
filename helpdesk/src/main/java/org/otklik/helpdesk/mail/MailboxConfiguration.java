package org.otklik.helpdesk.mail;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.helpdesk.mail.MailSettings.ReadMailbox;
import org.otklik.intake.mailbox.AfterReading;
import org.otklik.intake.mailbox.MailboxSettings;
import org.otklik.intake.screening.Trust;
import org.otklik.intake.wire.Security;

/**
 * A mailbox as the configuration writes it, under {@code otklik.mailboxes.NAME}.
 *
 * @param afterReading {@code seen}, {@code delete} or {@code move:FOLDER}
 * @param trust {@code server}; the authserv-id whose Authentication-Results are believed; {@code
 *     dkim} for the message's own signatures; an authserv-id and {@code dkim} with a comma between;
 *     without it everything is held
 */
@EachProperty("otklik.mailboxes")
record MailboxConfiguration(
    @Parameter String name,
    String address,
    String host,
    @Nullable Integer port,
    @Bindable(defaultValue = "tls") String security,
    String user,
    String password,
    @Bindable(defaultValue = "INBOX") String folder,
    @Bindable(defaultValue = "seen") String afterReading,
    @Nullable String trust,
    @Bindable(defaultValue = "60s") Duration poll) {

  ReadMailbox mailbox() {
    try {
      var settings =
          MailboxSettings.of(name, host, howSecured(), user, password)
              .withFolder(folder)
              .withAfterReading(action())
              .withPollEvery(poll);
      return new ReadMailbox(
          address, port == null ? settings : settings.withPort(port), whomToTrust());
    } catch (IllegalArgumentException e) {
      throw new CannotStartException("otklik.mailboxes." + name + ": " + e.getMessage(), e);
    }
  }

  private Security howSecured() {
    return MailConfiguration.security("otklik.mailboxes." + name + ".security", security);
  }

  private AfterReading action() {
    if (afterReading.equals("seen")) {
      return new AfterReading.MarkSeen();
    }
    if (afterReading.equals("delete")) {
      return new AfterReading.Delete();
    }
    if (afterReading.startsWith("move:")) {
      return new AfterReading.MoveTo(afterReading.substring("move:".length()));
    }
    throw new CannotStartException(
        "otklik.mailboxes.%s.after-reading must be seen, delete or move:FOLDER, not %s."
            .formatted(name, afterReading));
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
