package org.otklik.helpdesk.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.store.DeadlineList;
import org.otklik.helpdesk.store.DeadlineSummary;

/** Deadlines across tickets. */
@Controller("/api/v1/deadlines")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Deadlines")
class DeadlinesApi {
  private final DeadlineList list;
  private final DeadlineSummary summary;
  private final InstantSource clock;

  DeadlinesApi(DeadlineList list, DeadlineSummary summary, InstantSource clock) {
    this.list = list;
    this.summary = summary;
    this.clock = clock;
  }

  /**
   * Lists tickets' deadlines by due time; those that nothing says when they are due are not in it.
   *
   * @param outcome OPEN (the default), MET, BREACHED, MOVED or WAIVED
   * @param owner PROVIDER or CLIENT
   * @param kind FIRST_RESPONSE, CLARIFICATION, RESOLUTION, PLANNED_DATE, ACCEPTANCE, REWORK or
   *     FEEDBACK
   * @param fulfilled true for what is done, false for what is still owed
   * @param client only this client's
   * @param responsible only tickets of this operator
   * @param dueBefore only what is due earlier
   * @param cursor where the page before ended
   * @param limit how many, 200 at most
   */
  @Get
  @Operation(summary = "List deadlines by due time")
  DeadlineViews.Page list(
      @QueryValue @Nullable String outcome,
      @QueryValue @Nullable String owner,
      @QueryValue @Nullable String kind,
      @QueryValue @Nullable Boolean fulfilled,
      @QueryValue @Nullable String client,
      @QueryValue @Nullable String responsible,
      @QueryValue @Nullable Instant dueBefore,
      @QueryValue @Nullable String cursor,
      @QueryValue(defaultValue = "50") int limit) {
    Deadline.Outcome wanted = Given.named(Deadline.Outcome.class, outcome, "outcome");
    return DeadlineViews.Page.of(
        list.page(
            new DeadlineList.Filter(
                wanted == null ? Deadline.Outcome.OPEN : wanted,
                Given.named(Deadline.Owner.class, owner, "owner"),
                Given.named(DeadlineKind.class, kind, "kind"),
                fulfilled,
                Ids.given(client, "client"),
                Ids.given(responsible, "responsible"),
                Given.at(dueBefore, "dueBefore")),
            Cursor.readDeadline(cursor),
            limit));
  }

  /** Breaches that stand open now, and what comes in the next day and week. */
  @Get("/summary")
  @Operation(summary = "Count open breaches and what is due soon (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  DeadlineViews.Summary summary() {
    return DeadlineViews.Summary.of(summary.at(clock.instant()));
  }
}
