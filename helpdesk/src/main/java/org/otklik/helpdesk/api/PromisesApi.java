package org.otklik.helpdesk.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
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
import org.otklik.helpdesk.ticket.TicketAct;

/**
 * What the sides say about terms: notices, consents, promises, pauses, and what supervisors say of
 * breaches. Each answers with the ticket as it then stands.
 */
@Controller("/api/v1/tickets/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Ticket acts")
class PromisesApi {
  private final Acts acts;

  PromisesApi(Acts acts) {
    this.acts = acts;
  }

  /** A term won't be kept, and why; {@code arrivedAt} is when the client said so, or now. */
  @Serdeable
  record Notice(@Nullable String deadline, @Nullable String reason, @Nullable Instant arrivedAt) {}

  /** The other side agrees to a later date. */
  @Serdeable
  record Consent(@Nullable String deadline, @Nullable Instant newDueAt) {}

  /** Whom to call back by when. */
  @Serdeable
  record FeedbackPromise(@Nullable Instant dueAt, @Nullable String contact) {}

  /** What was said in the call back. */
  @Serdeable
  record Feedback(@Nullable String text) {}

  /** Why; for operators only. */
  @Serdeable
  record Reason(@Nullable String reason) {}

  /** Why a term was broken, and whether that is excused. */
  @Serdeable
  record Explanation(@Nullable String cause, @Nullable Boolean excused) {}

  /** Who owes a deadline tells the other side that it won't be kept; that alone moves nothing. */
  @Post("/notices")
  @Operation(summary = "Give notice that a term will not be kept")
  HttpResponse<TicketViews.Ticket> giveNotice(
      String id,
      @Body Notice wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.GiveNotice(
            Given.requiredId(wanted.deadline(), "deadline"),
            Given.text(wanted.reason()),
            Given.at(wanted.arrivedAt(), "arrivedAt")),
        ifMatch,
        authentication);
  }

  /** The other side agrees to a later date: the deadline moves. */
  @Post("/consents")
  @Operation(summary = "Record consent to a later date")
  HttpResponse<TicketViews.Ticket> consent(
      String id,
      @Body Consent wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.Consent(
            Given.requiredId(wanted.deadline(), "deadline"),
            Given.required(Given.at(wanted.newDueAt(), "newDueAt"), "newDueAt")),
        ifMatch,
        authentication);
  }

  /** Promises to call somebody back by a date. */
  @Post("/feedback-promises")
  @Operation(summary = "Promise to call back")
  HttpResponse<TicketViews.Ticket> promiseFeedback(
      String id,
      @Body FeedbackPromise wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.PromiseFeedback(
            Given.required(Given.at(wanted.dueAt(), "dueAt"), "dueAt"),
            Given.text(wanted.contact())),
        ifMatch,
        authentication);
  }

  /** The call back was made. */
  @Post("/feedback")
  @Operation(summary = "Record the call back")
  HttpResponse<TicketViews.Ticket> giveFeedback(
      String id,
      @Body Feedback wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id, new TicketAct.GiveFeedback(Given.text(wanted.text())), ifMatch, authentication);
  }

  /** Work is suspended: the provider's terms stand still. */
  @Post("/pause")
  @Operation(summary = "Suspend the terms of the provider")
  HttpResponse<TicketViews.Ticket> pause(
      String id,
      @Body Reason wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id, new TicketAct.Pause(Given.text(wanted.reason())), ifMatch, authentication);
  }

  /** Work goes on: what was left of the terms runs from now. */
  @Post("/resumption")
  @Operation(summary = "Resume the terms of the provider")
  HttpResponse<TicketViews.Ticket> resume(
      String id,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(id, new TicketAct.Resume(), ifMatch, authentication);
  }

  /** Says why a term was broken, and whether that is excused; supervisors only. */
  @Put("/deadlines/{deadlineId}/explanation")
  @Operation(summary = "Explain a breach, excuse it or not (supervisors)")
  HttpResponse<TicketViews.Ticket> explain(
      String id,
      String deadlineId,
      @Body Explanation wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.ExplainBreach(
            Ids.inPath(deadlineId, "deadline"),
            Given.text(wanted.cause()),
            Boolean.TRUE.equals(wanted.excused())),
        ifMatch,
        authentication);
  }

  /**
   * Lets the provider's terms count again after the client broke one; supervisors only. Not a
   * DELETE, because it says why, and reasons don't belong into addresses.
   */
  @Post("/best-effort/lifting")
  @Operation(summary = "Count the terms of the provider again (supervisors)")
  HttpResponse<TicketViews.Ticket> lift(
      String id,
      @Body Reason wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id, new TicketAct.LiftBestEffort(Given.text(wanted.reason())), ifMatch, authentication);
  }
}
