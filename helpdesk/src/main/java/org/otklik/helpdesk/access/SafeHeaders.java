package org.otklik.helpdesk.access;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Tells browsers, with every answer, to run and load nothing but what is ours. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SafeHeaders {
  private static final String CSP = "Content-Security-Policy";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'%s; img-src 'self' data:; media-src 'self'; "
          + "connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; "
          + "base-uri 'none'";
  private static final String STRICT = POLICY.formatted("");

  /** The page that shows the API's description brings styles inline. */
  private static final String FOR_API_DESCRIPTION = POLICY.formatted(" 'unsafe-inline'");

  @ResponseFilter
  void filter(HttpRequest<?> request, MutableHttpResponse<?> response) {
    String path = request.getPath();
    var headers = response.getHeaders();
    if (!headers.contains(CSP)) { // a page of others' HTML brings one that allows even less
      headers.set(CSP, OpenPaths.isApiDescription(path) ? FOR_API_DESCRIPTION : STRICT);
    }
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    if (!OpenPaths.isFile(path) && !headers.contains(HttpHeaders.CACHE_CONTROL)) {
      headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
