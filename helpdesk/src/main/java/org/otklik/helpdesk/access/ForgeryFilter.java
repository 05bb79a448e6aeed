package org.otklik.helpdesk.access;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.filter.FilterBodyParser;
import io.micronaut.security.authentication.Authentication;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Refuses what another site makes a browser send (cross-site request forgery). An unsafe request
 * that a session's cookie lets in must carry the session's token, which no other site can read, in
 * a header or a form's field. None may come from another site's page, sign-in included: nobody is
 * to be signed in as somebody else unawares. Bearer tokens are never sent by a browser alone.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(ForgeryFilter.AFTER_SECURITY)
final class ForgeryFilter {
  static final String HEADER = "X-CSRF-Token";
  static final String FIELD = "csrf";

  /** {@link ServerFilterPhase#SECURITY} has told who it is; an annotation needs a constant. */
  static final int AFTER_SECURITY = 39_250;

  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

  private final Origins origins;
  private final FilterBodyParser forms;

  ForgeryFilter(Origins origins, FilterBodyParser forms) {
    this.origins = origins;
    this.forms = forms;
  }

  @RequestFilter
  CompletableFuture<HttpRequest<?>> filter(HttpRequest<?> request) {
    Optional<CurrentOperator> operator =
        request.getUserPrincipal(Authentication.class).map(CurrentOperator::of);
    boolean byToken = operator.isPresent() && !operator.get().bySession();
    if (SAFE.contains(request.getMethod()) || byToken) {
      return goOn(request);
    }
    if (origins.isForeign(request)) {
      return refused();
    }
    return operator.isEmpty() || request.getPath().equals(OpenPaths.SIGN_IN)
        ? goOn(request)
        : withToken(request, operator.get().csrfToken());
  }

  private CompletableFuture<HttpRequest<?>> withToken(HttpRequest<?> request, String wanted) {
    Optional<String> header = request.getHeaders().findFirst(HEADER);
    return header
        .map(CompletableFuture::completedFuture)
        .orElseGet(() ->
            forms
                .parseBody(request)
                .exceptionally(unreadable -> Map.of())
                .thenApply(fields -> String.valueOf(fields.get(FIELD))))
        .thenCompose(given -> matches(wanted, given) ? goOn(request) : refused());
  }

  /** With the request itself: a future that comes to nothing later on confuses the framework. */
  private static CompletableFuture<HttpRequest<?>> goOn(HttpRequest<?> request) {
    return CompletableFuture.completedFuture(request);
  }

  /** Thrown, not answered, so that it comes out as a page or as problem details, like any error. */
  private static CompletableFuture<HttpRequest<?>> refused() {
    return CompletableFuture.failedFuture(
        new HttpStatusException(
            HttpStatus.FORBIDDEN, "The request was not sent by a page of this session."));
  }

  private static boolean matches(String wanted, String given) {
    return MessageDigest.isEqual(
        wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
