package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a request wasn't done (RFC 9457).
 *
 * @param type names the kind of problem and never changes
 * @param title the kind in words, in the reader's language
 * @param status the HTTP status, again
 * @param detail this case in words, in the reader's language
 * @param field the field or parameter that is at fault
 * @param rule the rule that was broken, for programs
 */
@Serdeable
@Schema(description = "Why a request was not done (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable String field,
    @Nullable String rule) {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPES = "urn:otklik:problem:";

  static Problem of(
      String kind,
      String title,
      int status,
      @Nullable String detail,
      @Nullable String field,
      @Nullable String rule) {
    return new Problem(TYPES + kind, title, status, detail, field, rule);
  }
}
