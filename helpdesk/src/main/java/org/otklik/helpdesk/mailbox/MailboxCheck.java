package org.otklik.helpdesk.mailbox;

import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.otklik.helpdesk.mailbox.MailboxForm.SignIn;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.intake.mailbox.Protocol;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.wire.OneLine;
import org.otklik.intake.wire.Security;

/** Says what is wrong with a mailbox as somebody wrote it down: the first thing, by its field. */
@Singleton
public class MailboxCheck {
  /** What pages and file names can bear, and what the settings' own names look like. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");

  private static final Pattern HOST =
      Pattern.compile("[\\p{L}\\p{N}._-]{1,253}|[0-9a-fA-F:.]{2,45}");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"@,;:]{1,64}@[a-z0-9.-]{3,253}");
  private static final Pattern AUTHSERV_ID = Pattern.compile("[A-Za-z0-9._-]{1,253}");
  private static final Pattern BOTH = Pattern.compile("([^,]*?)\\s*,\\s*dkim");
  private static final int LONGEST_SECRET = 8_000;
  private static final int LONGEST_FOLDER = 200;

  private final Rows.Clients clients;

  MailboxCheck(Rows.Clients clients) {
    this.clients = clients;
  }

  /** Whether it can be a name. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** What is wrong with it; nothing when it can be tried. */
  public Optional<Refusal> problem(MailboxForm form) {
    return first(
        () -> address(form),
        () -> client(form),
        () -> named("protocol", form.protocol(), Protocol.values()),
        () -> named("security", form.security(), Security.values()),
        () -> host(form),
        () -> line("user", form.user(), 320, true),
        () -> oauth(form),
        () -> line("folder", form.folder(), LONGEST_FOLDER, true),
        () -> day("since", form.since()),
        () -> afterReading(form),
        () -> pop3(form),
        () -> trust(form));
  }

  /** What is wrong with what lets in, where it was entered. */
  public static Optional<Refusal> problem(MailboxForm form, MailboxSecrets secrets) {
    return first(
        () -> secret("password", secrets.password(), form.signIn() == SignIn.PASSWORD),
        () ->
            secret(
                "clientSecret", secrets.clientSecret(), form.signIn() == SignIn.CLIENT_CREDENTIALS),
        () ->
            secret("refreshToken", secrets.refreshToken(), form.signIn() == SignIn.REFRESH_TOKEN));
  }

  private static Optional<Refusal> secret(String field, String secret, boolean needed) {
    return line(field, secret, LONGEST_SECRET, needed);
  }

  private static Optional<Refusal> address(MailboxForm form) {
    String address = MailAddress.of(form.address()).normalized();
    return ADDRESS.matcher(address).matches()
        ? Optional.empty()
        : invalid("address", "refusal.no-address");
  }

  private Optional<Refusal> client(MailboxForm form) {
    Long client = form.client();
    return client == null || clients.existsById(client)
        ? Optional.empty()
        : invalid("client", "refusal.mailbox.no-client");
  }

  private static Optional<Refusal> host(MailboxForm form) {
    Integer port = form.port();
    if (!HOST.matcher(form.host()).matches()) {
      return invalid("host", "refusal.mailbox.host");
    }
    return port == null || (port > 0 && port <= 65_535)
        ? Optional.empty()
        : invalid("port", "refusal.mailbox.port");
  }

  private static Optional<Refusal> oauth(MailboxForm form) {
    if (form.signIn() == SignIn.PASSWORD) {
      return Optional.empty();
    }
    return first(
        () -> endpoint(form.oauthEndpoint()),
        () -> line("oauthClientId", form.oauthClientId(), 500, true),
        () -> line("oauthScope", form.oauthScope(), 1_000, false),
        () -> day("oauthSecretExpires", form.oauthSecretExpires()));
  }

  /** As {@code TokenSettings} wants it. */
  private static Optional<Refusal> endpoint(String endpoint) {
    try {
      var at = new URI(endpoint);
      String host = Optional.ofNullable(at.getHost()).orElse("");
      boolean here =
          "http".equals(at.getScheme())
              && List.of("127.0.0.1", "localhost", "[::1]").contains(host);
      if (!host.isEmpty()
          && endpoint.length() <= 1_000
          && at.getUserInfo() == null
          && ("https".equals(at.getScheme()) || here)) {
        return Optional.empty();
      }
    } catch (URISyntaxException e) {
      // It is refused as any other that can't be used.
    }
    return invalid("oauthEndpoint", "refusal.mailbox.endpoint");
  }

  private static Optional<Refusal> afterReading(MailboxForm form) {
    String action = form.afterReading();
    if (List.of("", "leave", "seen", "delete").contains(action)) {
      return Optional.empty();
    }
    if (!action.startsWith("move:")) {
      return invalid("afterReading", "refusal.mailbox.after-reading");
    }
    String target = action.substring("move:".length());
    return target.equals(form.folder())
        ? invalid("afterReading", "refusal.mailbox.moves-into-itself")
        : line("afterReading", target, LONGEST_FOLDER, true);
  }

  private static Optional<Refusal> pop3(MailboxForm form) {
    if (!form.protocol().equalsIgnoreCase(Protocol.POP3.name())) {
      return Optional.empty();
    }
    if (!form.folder().equals("INBOX")) {
      return invalid("folder", "refusal.mailbox.pop3-folder");
    }
    if (!form.since().isEmpty()) {
      return invalid("since", "refusal.mailbox.pop3-since");
    }
    return List.of("", "leave", "delete").contains(form.afterReading())
        ? Optional.empty()
        : invalid("afterReading", "refusal.mailbox.pop3-after-reading");
  }

  private static Optional<Refusal> trust(MailboxForm form) {
    String trust = form.trust();
    var both = BOTH.matcher(trust);
    String server = both.matches() ? both.group(1) : trust;
    boolean alone = both.matches() && List.of("server", "dkim").contains(server);
    return trust.isEmpty() || (AUTHSERV_ID.matcher(server).matches() && !alone)
        ? Optional.empty()
        : invalid("trust", "refusal.mailbox.trust");
  }

  private static Optional<Refusal> day(String field, String written) {
    try {
      return written.isEmpty() || LocalDate.parse(written).getYear() >= 1970
          ? Optional.empty()
          : invalid(field, "refusal.no-date");
    } catch (DateTimeException e) {
      return invalid(field, "refusal.no-date");
    }
  }

  private static Optional<Refusal> named(String field, String written, Enum<?>[] values) {
    List<String> names =
        Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    return names.contains(written)
        ? Optional.empty()
        : Optional.of(
            Refusal.invalid(
                field, "refusal.no-such-value", names.stream().collect(Collectors.joining(", "))));
  }

  /** A line break would begin a command of the writer's own. */
  private static Optional<Refusal> line(String field, String text, int limit, boolean needed) {
    if (needed && text.isBlank()) {
      return invalid(field, "refusal.missing");
    }
    if (OneLine.settingFault(field, text).isPresent()) {
      return invalid(field, "refusal.mailbox.one-line");
    }
    return text.length() <= limit
        ? Optional.empty()
        : Optional.of(Refusal.invalid(field, "refusal.text-too-long", limit));
  }

  private static Optional<Refusal> invalid(String field, String key) {
    return Optional.of(Refusal.invalid(field, key));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  private static Optional<Refusal> first(Supplier<Optional<Refusal>>... checks) {
    return Arrays.stream(checks).map(Supplier::get).flatMap(Optional::stream).findFirst();
  }
}
