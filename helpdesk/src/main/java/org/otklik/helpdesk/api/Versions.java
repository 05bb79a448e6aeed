package org.otklik.helpdesk.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import org.jspecify.annotations.Nullable;

/** Versions as entity tags (RFC 9110 §8.8.3): who changes what they saw says which they saw. */
final class Versions {
  private Versions() {}

  /** The version that an {@code If-Match} names; null when any will do. */
  static @Nullable Long seen(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    return Ids.given(ifMatch.replace("\"", "").strip(), "If-Match");
  }

  static <T> MutableHttpResponse<T> tagged(T body, long version) {
    return HttpResponse.ok(body).header(HttpHeaders.ETAG, "\"" + version + "\"");
  }
}
