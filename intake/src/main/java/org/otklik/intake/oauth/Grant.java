package org.otklik.intake.oauth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.intake.wire.OneLine;

/** By what right a token is asked for. */
public sealed interface Grant {
  /** The application, as the authorization server knows it. */
  String clientId();

  Optional<String> clientSecret();

  /** What the request says (RFC 6749 §4.4.2, §6). */
  Map<String, String> form();

  /** What no text may show. */
  List<String> secrets();

  /** In its own name: a service that an administrator has let into the mailbox. */
  record ClientCredentials(String clientId, String secret) implements Grant {
    public ClientCredentials {
      OneLine.required("client id", clientId);
      OneLine.required("client secret", secret);
    }

    @Override
    public Optional<String> clientSecret() {
      return Optional.of(secret);
    }

    @Override
    public Map<String, String> form() {
      return Grant.form("client_credentials", clientId, clientSecret());
    }

    @Override
    public List<String> secrets() {
      return List.of(secret);
    }

    @Override
    public String toString() {
      return "client credentials of " + clientId;
    }
  }

  /** In the name of somebody who agreed once. */
  record Refresh(String clientId, Optional<String> clientSecret, RefreshTokens tokens)
      implements Grant {
    public Refresh {
      OneLine.required("client id", clientId);
      clientSecret.ifPresent(secret -> OneLine.required("client secret", secret));
    }

    @Override
    public Map<String, String> form() {
      var form = Grant.form("refresh_token", clientId, clientSecret);
      form.put("refresh_token", tokens.current());
      return form;
    }

    @Override
    public List<String> secrets() {
      return clientSecret.map(s -> List.of(s, tokens.current())).orElse(List.of(tokens.current()));
    }

    @Override
    public String toString() {
      return "refresh token of " + clientId;
    }
  }

  private static Map<String, String> form(String type, String id, Optional<String> secret) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", type);
    form.put("client_id", id);
    secret.ifPresent(s -> form.put("client_secret", s));
    return form;
  }
}
