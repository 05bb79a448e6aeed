package org.otklik.helpdesk.metrics;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.database.CannotStartException;

/** The secret that a monitoring program shows, if one is set: it reads metrics and nothing else. */
@Context
class MetricsToken {
  static final String SETTING = "otklik.metrics.token";
  private static final int SHORTEST = 32;
  private static final String BEARER = "Bearer ";

  private final byte @Nullable [] token;

  MetricsToken(@Value("${" + SETTING + ":}") String token) {
    if (!token.isEmpty() && token.length() < SHORTEST) {
      throw new CannotStartException(
          SETTING + " must have at least " + SHORTEST + " characters that nobody can guess.");
    }
    this.token = token.isEmpty() ? null : token.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a header's value is the token (RFC 6750); takes as long for any. */
  boolean opens(String authorization) {
    return token != null
        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && MessageDigest.isEqual(
            token,
            authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return token == null ? "none" : "set";
  }
}
