package org.otklik.helpdesk.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.otklik.helpdesk.mail.Mailroom;
import org.otklik.helpdesk.store.Rows;

/** The desk itself: who works at it, and what it reads. */
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Desk")
class DeskApi {
  private final Rows.Operators operators;
  private final Mailroom mailroom;

  DeskApi(Rows.Operators operators, Mailroom mailroom) {
    this.operators = operators;
    this.mailroom = mailroom;
  }

  /** The operators who can be made responsible. */
  @Get("/operators")
  @Operation(summary = "List operators")
  List<Views.OperatorView> operators() {
    return operators.findByActiveTrueOrderByName().stream().map(Views.OperatorView::of).toList();
  }

  /** The mailboxes and how they are doing. */
  @Get("/mailboxes")
  @Operation(summary = "List mailboxes with their state")
  List<Views.MailboxView> mailboxes() {
    return mailroom.report().stream().map(Views.MailboxView::of).toList();
  }
}
