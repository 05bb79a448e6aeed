package org.otklik.helpdesk.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
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
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;

/**
 * The solution, what the client says of it, and how a ticket ends, begins again and has to do with
 * others. Each answers with the ticket as it then stands.
 */
@Controller("/api/v1/tickets/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Ticket acts")
class SolutionApi {
  private final Acts acts;

  SolutionApi(Acts acts) {
    this.acts = acts;
  }

  /** The solution, told to the client. */
  @Serdeable
  record Solution(@Nullable String text) {}

  /** The client accepted; {@code arrivedAt} is now when it isn't said. */
  @Serdeable
  record Acceptance(@Nullable Instant arrivedAt) {}

  /** The client's list of remarks; {@code arrivedAt} is now when it isn't said. */
  @Serdeable
  record Remarks(@Nullable String remarks, @Nullable Instant arrivedAt) {}

  /** Why it ends unworked: UNANSWERED, WITHDRAWN or REFUSED; {@code text} is told to the client. */
  @Serdeable
  record Closing(@Nullable String because, @Nullable String text) {}

  /** Why it is taken up again; for operators only. */
  @Serdeable
  record Reopening(@Nullable String reason) {}

  /** Another ticket of the same client. */
  @Serdeable
  record OtherTicket(@Nullable String ticket) {}

  /** Something said on the ticket, and the subject of the ticket that it becomes. */
  @Serdeable
  record NewSplit(@Nullable String comment, @Nullable String subject) {}

  /** Delivers the solution. */
  @Post("/solution")
  @Operation(summary = "Provide the solution")
  HttpResponse<TicketViews.Ticket> provideSolution(
      String id,
      @Body Solution wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id, new TicketAct.ProvideSolution(Given.text(wanted.text())), ifMatch, authentication);
  }

  /** The client accepts the solution. */
  @Post("/acceptance")
  @Operation(summary = "Record acceptance")
  HttpResponse<TicketViews.Ticket> accept(
      String id,
      @Body Acceptance wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.Accept(Given.at(wanted.arrivedAt(), "arrivedAt")),
        ifMatch,
        authentication);
  }

  /** The client sends remarks: the rework begins. */
  @Post("/remarks")
  @Operation(summary = "Record remarks")
  HttpResponse<TicketViews.Ticket> remark(
      String id,
      @Body Remarks wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.Remark(
            Given.text(wanted.remarks()), Given.at(wanted.arrivedAt(), "arrivedAt")),
        ifMatch,
        authentication);
  }

  /** Closes it unworked. */
  @Post("/closing")
  @Operation(summary = "Close a ticket unworked")
  HttpResponse<TicketViews.Ticket> close(
      String id,
      @Body Closing wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.Close(
            Given.required(
                Given.named(Ticket.Closing.class, wanted.because(), "because"), "because"),
            Given.text(wanted.text())),
        ifMatch,
        authentication);
  }

  /** Takes a closed ticket up again. */
  @Post("/reopening")
  @Operation(summary = "Reopen a closed ticket")
  HttpResponse<TicketViews.Ticket> reopen(
      String id,
      @Body Reopening wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id, new TicketAct.Reopen(Given.text(wanted.reason())), ifMatch, authentication);
  }

  /** It says the same as another ticket of the client, which goes on for both. */
  @Post("/merge")
  @Operation(summary = "Merge into another ticket")
  HttpResponse<TicketViews.Ticket> merge(
      String id,
      @Body OtherTicket wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.Merge(Given.requiredId(wanted.ticket(), "ticket")),
        ifMatch,
        authentication);
  }

  /** It has to do with another ticket of the client. */
  @Post("/links")
  @Operation(summary = "Link to another ticket")
  HttpResponse<TicketViews.Ticket> link(
      String id,
      @Body OtherTicket wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.Link(Given.requiredId(wanted.ticket(), "ticket")),
        ifMatch,
        authentication);
  }

  /** Something said on it becomes a ticket of its own, to be found among the links. */
  @Post("/split")
  @Operation(summary = "Split a comment off")
  HttpResponse<TicketViews.Ticket> split(
      String id,
      @Body NewSplit wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return acts.perform(
        id,
        new TicketAct.Split(
            Given.requiredId(wanted.comment(), "comment"), Given.text(wanted.subject())),
        ifMatch,
        authentication);
  }
}
