package org.otklik.helpdesk.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Where requests come from, as browsers say it. */
@Singleton
final class Origins {
  private final HttpSettings settings;

  Origins(HttpSettings settings) {
    this.settings = settings;
  }

  /** Whether the browser's connection is encrypted, to us or to the proxy before us. */
  boolean isHttps(HttpRequest<?> request) {
    return request.isSecure()
        || forwarded(request, "X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent();
  }

  /**
   * Whether the page of another site sent a request. Browsers say so in Sec-Fetch-Site (Fetch
   * Metadata, to trustworthy addresses only) and, with every unsafe method, in Origin (RFC 6454,
   * section 7). Programs say neither.
   */
  boolean isForeign(HttpRequest<?> request) {
    Optional<String> site = request.getHeaders().findFirst("Sec-Fetch-Site");
    if (site.isPresent()) {
      return !site.get().equals("same-origin") && !site.get().equals("none");
    }
    return request
        .getHeaders()
        .findFirst(HttpHeaders.ORIGIN)
        .filter(origin -> !ours(origin, request))
        .isPresent();
  }

  private boolean ours(String origin, HttpRequest<?> request) {
    String host =
        forwarded(request, "X-Forwarded-Host")
            .or(() -> request.getHeaders().findFirst(HttpHeaders.HOST))
            .orElse("");
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null
          && withoutUsualPort(authority).equals(withoutUsualPort(host.toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Browsers leave the usual port out of both; some proxies put it in. */
  private static String withoutUsualPort(String authority) {
    return authority.replaceFirst(":(80|443)$", "");
  }

  /** The first value is what the proxy nearest to the browser saw. */
  private Optional<String> forwarded(HttpRequest<?> request, String header) {
    return settings.behindProxy()
        ? request.getHeaders().findFirst(header).map(all -> all.split(",", 2)[0].strip())
        : Optional.empty();
  }
}
