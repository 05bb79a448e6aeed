package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.desk.HistoryCheck;

/** Verifies that no history was altered. */
@Controller("/api/v1/history-check")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Audit")
class HistoryCheckApi {
  private final HistoryCheck check;

  HistoryCheckApi(HistoryCheck check) {
    this.check = check;
  }

  /** A ticket whose history doesn't hold; {@code seq} is the first entry that doesn't. */
  @Serdeable
  record Broken(long ticketNumber, int seq, String why) {}

  /** What a page of tickets came to; {@code next} goes into {@code after}, null on the last. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Findings(long tickets, long entries, List<Broken> broken, @Nullable String next) {
    static Findings of(HistoryCheck.Some some) {
      return new Findings(
          some.findings().tickets(),
          some.findings().entries(),
          some.findings().broken().stream()
              .map(b -> new Broken(b.ticketNumber(), b.seq(), b.why()))
              .toList(),
          some.next().map(String::valueOf).orElse(null));
    }
  }

  /**
   * Verifies the chains of some tickets, in the order in which they were registered.
   *
   * @param after where the page before ended
   */
  @Get
  @Operation(summary = "Verify the history of some tickets (administrators)")
  @Secured("ADMINISTRATOR")
  Findings check(@QueryValue @Nullable String after) {
    Long from = Ids.given(after, "after");
    return Findings.of(check.some(from == null ? 0 : from));
  }
}
