package org.otklik.helpdesk.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.mailbox.AfterReading;
import org.otklik.intake.mailbox.Protocol;
import org.otklik.intake.screening.Trust;
import org.otklik.intake.wire.Security;

/**
 * A mailbox as an administrator writes it down, without what lets in. Words and forms are those of
 * the settings {@code otklik.mailboxes}; what isn't set is "".
 *
 * @param client whose own it is, by id; null: everybody's
 * @param port null: the usual one
 */
public record MailboxForm(
    String address,
    @Nullable Long client,
    String protocol,
    String host,
    @Nullable Integer port,
    String security,
    String user,
    SignIn signIn,
    String oauthEndpoint,
    String oauthClientId,
    String oauthScope,
    String oauthSecretExpires,
    String folder,
    String since,
    String afterReading,
    String trust) {

  /** By what the program signs in to a mailbox. */
  public enum SignIn {
    PASSWORD,
    CLIENT_CREDENTIALS,
    REFRESH_TOKEN
  }

  /** As a new one begins. */
  public static MailboxForm blank() {
    return new MailboxForm(
        "",
        null,
        "imap",
        "",
        null,
        "tls",
        "",
        SignIn.PASSWORD,
        "",
        "",
        "",
        "",
        "INBOX",
        "",
        "",
        "");
  }

  /** What a mailbox of the settings says of itself. */
  public static MailboxForm of(ReadMailbox mailbox) {
    var settings = mailbox.settings();
    return new MailboxForm(
        mailbox.address(),
        mailbox.client().orElse(null),
        lower(settings.protocol()),
        settings.host(),
        settings.port(),
        lower(settings.server().security()),
        settings.user(),
        settings.login().byToken() ? SignIn.CLIENT_CREDENTIALS : SignIn.PASSWORD,
        "",
        "",
        "",
        "",
        settings.folder(),
        settings.since().map(Objects::toString).orElse(""),
        written(settings.afterReading()),
        written(mailbox.trust()));
  }

  /** To whom the secrets are shown when they are used. */
  String destination() {
    return String.join(
        "\n",
        protocol,
        host,
        String.valueOf(port),
        security,
        user,
        signIn.name(),
        oauthEndpoint,
        oauthClientId);
  }

  /** Whether secrets that were entered for the other may be used for this one. */
  public boolean asksTheSame(MailboxForm other) {
    return destination().equals(other.destination());
  }

  /**
   * Which messages these are: where it changes, messages have other numbers (UIDs). The usual ports
   * lead to the same server.
   */
  String place() {
    Protocol by = Protocol.valueOf(protocol.toUpperCase(Locale.ROOT));
    Integer own = port;
    Set<Integer> usual = Set.of(by.port(Security.TLS), by.port(Security.PLAIN));
    String at = own == null || usual.contains(own) ? "" : own.toString();
    return String.join("\n", by.name(), host.toLowerCase(Locale.ROOT), at, user, folder);
  }

  /** Whether the messages read so far are those of the other one. */
  public boolean isSamePlace(MailboxForm other) {
    return place().equals(other.place());
  }

  /** The names of what differs, as the API has them. */
  public List<String> differences(MailboxForm other) {
    var differing = new ArrayList<String>();
    for (var component : MailboxForm.class.getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        if (!Objects.equals(accessor.invoke(this), accessor.invoke(other))) {
          differing.add(component.getName());
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record's own accessors are public", e);
      }
    }
    return differing;
  }

  static String written(AfterReading action) {
    return switch (action) {
      case AfterReading.Leave _ -> "leave";
      case AfterReading.MarkSeen _ -> "seen";
      case AfterReading.Delete _ -> "delete";
      case AfterReading.MoveTo(String target) -> "move:" + target;
    };
  }

  /** Whom a mailbox trusts, as its setting says it. */
  public static String written(Trust trust) {
    return switch (trust) {
      case Trust.InServer _ -> "server";
      case Trust.InSignatures _ -> "dkim";
      case Trust.InAuthenticationResults(String server, boolean elseSignatures) ->
          elseSignatures ? server + ", dkim" : server;
      case Trust.InNobody _ -> "";
    };
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
