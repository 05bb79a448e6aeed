package org.otklik.helpdesk.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.mailbox.MailboxForm;
import org.otklik.helpdesk.mailbox.MailboxForm.SignIn;
import org.otklik.helpdesk.mailbox.MailboxSecrets;

/** A mailbox's form, to and fro. What lets in goes only one way. */
final class MailboxFields {
  private static final String MOVE = "move";
  private static final String RESULTS = "results";
  private static final String RESULTS_OR_DKIM = "results-dkim";
  private static final String DKIM = "dkim";

  private MailboxFields() {}

  static Map<String, String> of(MailboxForm form) {
    var fields = new HashMap<String, String>();
    fields.put("address", form.address());
    fields.put("client", text(form.client()));
    fields.put("protocol", form.protocol());
    fields.put("host", form.host());
    fields.put("port", text(form.port()));
    fields.put("security", form.security());
    fields.put("user", form.user());
    fields.put("signIn", form.signIn().name());
    fields.put("oauthEndpoint", form.oauthEndpoint());
    fields.put("oauthClientId", form.oauthClientId());
    fields.put("oauthScope", form.oauthScope());
    fields.put("oauthSecretExpires", form.oauthSecretExpires());
    fields.put("folder", form.folder());
    fields.put("since", form.since());
    boolean moves = form.afterReading().startsWith(MOVE + ":");
    fields.put("afterReading", moves ? MOVE : form.afterReading());
    fields.put("target", moves ? form.afterReading().substring(MOVE.length() + 1) : "");
    putTrust(form.trust(), fields);
    return Map.copyOf(fields);
  }

  private static void putTrust(String trust, Map<String, String> fields) {
    boolean isWord = trust.isEmpty() || trust.equals("server") || trust.equals(DKIM);
    int comma = trust.indexOf(',');
    fields.put("trust", isWord ? trust : comma < 0 ? RESULTS : RESULTS_OR_DKIM);
    fields.put("authservId", isWord ? "" : comma < 0 ? trust : trust.substring(0, comma).strip());
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  static MailboxForm form(Form form) {
    return new MailboxForm(
        form.text("address").strip(),
        form.id("client").orElse(null),
        form.text("protocol").toLowerCase(Locale.ROOT),
        form.text("host").strip(),
        port(form),
        form.text("security").toLowerCase(Locale.ROOT),
        form.text("user").strip(),
        form.choice(SignIn.class, "signIn").orElse(SignIn.PASSWORD),
        form.text("oauthEndpoint").strip(),
        form.text("oauthClientId").strip(),
        form.text("oauthScope").strip(),
        form.text("oauthSecretExpires"),
        Optional.of(form.text("folder").strip()).filter(f -> !f.isEmpty()).orElse("INBOX"),
        form.text("since"),
        form.text("afterReading").equals(MOVE)
            ? MOVE + ":" + form.text("target").strip()
            : form.text("afterReading"),
        trust(form));
  }

  /** 0, which is refused, where it is no number. */
  private static @Nullable Integer port(Form form) {
    String port = form.text("port").strip();
    if (port.isEmpty()) {
      return null;
    }
    return port.matches("\\d{1,5}") ? Integer.valueOf(port) : Integer.valueOf(0);
  }

  private static String trust(Form form) {
    return switch (form.text("trust")) {
      case RESULTS -> server(form);
      case RESULTS_OR_DKIM -> server(form) + ", " + DKIM;
      default -> form.text("trust");
    };
  }

  /** A comma alone, which is refused, where it isn't filled in: "" would be nobody. */
  private static String server(Form form) {
    String server = form.text("authservId").strip();
    return server.isEmpty() ? "," : server;
  }

  static MailboxSecrets secrets(Form form) {
    return new MailboxSecrets(
        form.text("password"),
        form.text("clientSecret").strip(),
        form.text("refreshToken").strip());
  }
}
