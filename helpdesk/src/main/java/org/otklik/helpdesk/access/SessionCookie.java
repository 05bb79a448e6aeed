package org.otklik.helpdesk.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie of a session. No script reads it, no other site's form sends it (SameSite=Lax), and
 * one that was set over https never goes over http.
 */
@Singleton
public final class SessionCookie {
  public static final String NAME = "otklik_session";

  private final Origins origins;

  SessionCookie(Origins origins) {
    this.origins = origins;
  }

  /** The secret in a request's cookie. */
  public static Optional<String> of(HttpRequest<?> request) {
    return request.getCookies().findCookie(NAME).map(Cookie::getValue).filter(v -> !v.isEmpty());
  }

  /** The cookie of a session just opened. */
  public Cookie open(HttpRequest<?> request, Access.SignIn signIn) {
    return cookie(request, signIn.secret(), signIn.lasts());
  }

  /** Takes the cookie away. */
  public Cookie close(HttpRequest<?> request) {
    return cookie(request, "", Duration.ZERO);
  }

  private Cookie cookie(HttpRequest<?> request, String secret, Duration lasts) {
    return Cookie.of(NAME, secret)
        .path("/")
        .httpOnly(true)
        .sameSite(SameSite.Lax)
        .secure(origins.isHttps(request))
        .maxAge(lasts);
  }
}
