package org.otklik.helpdesk.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.ticket.TicketAct;

/**
 * What operators do to a ticket until it is worked: analyse, call, ask; and what of the analysis
 * may change later. Each answers with the ticket as it then stands; {@code If-Match} with a version
 * that isn't the ticket's any more is refused with 412.
 */
@Controller("/api/v1/tickets/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Ticket acts")
class AnalysisApi {
  private final Acts acts;
  private final TicketDesk desk;
  private final Problems.InWords inWords;

  AnalysisApi(Acts acts, TicketDesk desk, Problems.InWords inWords) {
    this.acts = acts;
    this.desk = desk;
    this.inWords = inWords;
  }

  /**
   * What the first analysis found.
   *
   * @param category ERROR, SUPPORT or IMPROVEMENT
   * @param priority URGENT, HIGH, NORMAL or LOW
   * @param responsible null for who is responsible already
   * @param plannedAt not for what comes with a release
   * @param agreed the client agreed to the release
   * @param text told to the client
   */
  @Serdeable
  record Analysis(
      @Nullable String category,
      @Nullable String priority,
      @Nullable Boolean warranty,
      @Nullable String responsible,
      @Nullable Instant plannedAt,
      @Nullable String component,
      @Nullable String release,
      @Nullable Boolean agreed,
      @Nullable String text) {
    TicketAct.Analyse act() {
      return new TicketAct.Analyse(
          Given.named(Category.class, category, "category"),
          Given.named(Priority.class, priority, "priority"),
          Boolean.TRUE.equals(warranty),
          Ids.given(responsible, "responsible"),
          Given.at(plannedAt, "plannedAt"),
          Ids.given(component, "component"),
          Ids.given(release, "release"),
          Boolean.TRUE.equals(agreed),
          Given.text(text));
    }
  }

  /** Another category or priority, as in an analysis; {@code reason} is for operators only. */
  @Serdeable
  record Classification(
      @Nullable String category,
      @Nullable String priority,
      @Nullable Boolean warranty,
      @Nullable Instant plannedAt,
      @Nullable String component,
      @Nullable String release,
      @Nullable Boolean agreed,
      @Nullable String reason) {
    TicketAct act() {
      return new TicketAct.Reclassify(
          Given.named(Category.class, category, "category"),
          Given.named(Priority.class, priority, "priority"),
          Boolean.TRUE.equals(warranty),
          Given.at(plannedAt, "plannedAt"),
          Ids.given(component, "component"),
          Ids.given(release, "release"),
          Boolean.TRUE.equals(agreed),
          Given.text(reason));
    }
  }

  /** The planned solution date. */
  @Serdeable
  record PlannedDate(@Nullable Instant plannedAt) {}

  /** The release that the solution comes with; {@code agreed} when the client agreed to it. */
  @Serdeable
  record ChosenRelease(@Nullable String release, @Nullable Boolean agreed) {}

  /** A call to the person who asked. */
  @Serdeable
  record CallAttempt(@Nullable Boolean reached, @Nullable String note) {}

  /** A question; {@code noCallBecause} says why the person wasn't called first. */
  @Serdeable
  record Question(@Nullable String question, @Nullable String noCallBecause) {}

  /** Ends the first analysis: all that it fixes, or nothing. */
  @Post("/analysis")
  @Operation(summary = "End the first analysis")
  HttpResponse<TicketViews.Ticket> analyse(
      String id,
      @Body Analysis wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(id, wanted.act(), ifMatch, authentication);
  }

  /** Another category or priority: terms are computed anew from the same start. */
  @Put("/classification")
  @Operation(summary = "Change category or priority")
  HttpResponse<TicketViews.Ticket> reclassify(
      String id,
      @Body Classification wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(id, wanted.act(), ifMatch, authentication);
  }

  /** Another planned date, no later than the matrix allows. */
  @Put("/planned-date")
  @Operation(summary = "Set the planned date")
  HttpResponse<TicketViews.Ticket> plan(
      String id,
      @Body PlannedDate wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.Plan(Given.required(Given.at(wanted.plannedAt(), "plannedAt"), "plannedAt")),
        ifMatch,
        authentication);
  }

  /** Another release for the solution. */
  @Put("/release")
  @Operation(summary = "Choose the release")
  HttpResponse<TicketViews.Ticket> chooseRelease(
      String id,
      @Body ChosenRelease wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.ChooseRelease(
            Given.requiredId(wanted.release(), "release"), Boolean.TRUE.equals(wanted.agreed())),
        ifMatch,
        authentication);
  }

  /** The person who asked was called. */
  @Post("/call-attempts")
  @Operation(summary = "Record a call to the requester")
  HttpResponse<TicketViews.Ticket> attemptCall(
      String id,
      @Body CallAttempt wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.AttemptCall(
            Given.required(wanted.reached(), "reached"), Given.text(wanted.note())),
        ifMatch,
        authentication);
  }

  /**
   * Asks the client; before the analysis only after a call in vain, or with a reason why there was
   * none.
   */
  @Post("/questions")
  @Operation(summary = "Ask the client")
  HttpResponse<TicketViews.Ticket> ask(
      String id,
      @Body Question wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.Ask(Given.text(wanted.question()), Given.text(wanted.noCallBecause())),
        ifMatch,
        authentication);
  }

  /**
   * Until when the solution could be planned for if the ticket were analysed or classified so.
   * Nothing is done.
   */
  @Get("/latest-planned-date")
  @Operation(summary = "Say until when the solution may be planned for")
  TicketViews.LatestDate latest(
      HttpRequest<?> request,
      String id,
      @QueryValue @Nullable String category,
      @QueryValue @Nullable String priority,
      @QueryValue @Nullable Boolean warranty,
      @QueryValue @Nullable String component,
      @QueryValue @Nullable String release) {
    var analysis =
        new Analysis(category, priority, warranty, null, null, component, release, true, null);
    return desk.latestPlanned(Ids.inPath(id, "ticket"), analysis.act())
        .map(latest -> TicketViews.LatestDate.of(latest, Problems.words(request), inWords))
        .orElseThrow(() -> RefusedException.notFound("ticket"));
  }
}
