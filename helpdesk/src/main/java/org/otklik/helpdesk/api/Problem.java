package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.ticket.ActKind;

/**
 * Why a request wasn't done (RFC 9457).
 *
 * @param type names the kind of problem and never changes
 * @param title the kind in words, in the reader's language
 * @param status the HTTP status, again
 * @param detail this case in words, in the reader's language
 * @param field the field or parameter that is at fault
 * @param rule the rule that was broken, for programs
 * @param allowed what can be done to the ticket instead; only where an act was refused because of
 *     the ticket's state
 * @param faults everything that is wrong, where that can be several things
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
    @Nullable String rule,
    @Nullable List<ActKind> allowed,
    @Nullable List<Fault> faults) {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPES = "urn:otklik:problem:";

  /** One of several things that are wrong. */
  @Serdeable
  public record Fault(String field, String rule, String detail) {}

  static Problem of(
      String kind,
      String title,
      int status,
      @Nullable String detail,
      @Nullable String field,
      @Nullable String rule) {
    return new Problem(TYPES + kind, title, status, detail, field, rule, null, null);
  }

  Problem allowing(List<ActKind> acts) {
    return new Problem(
        type, title, status, detail, field, rule, acts.isEmpty() ? null : acts, faults);
  }

  Problem with(List<Fault> all) {
    return new Problem(type, title, status, detail, field, rule, allowed, all);
  }
}
