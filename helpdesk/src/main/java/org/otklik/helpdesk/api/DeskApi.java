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
import org.otklik.helpdesk.store.Rows;

/** The desk itself: who works at it. */
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Desk")
class DeskApi {
  private final Rows.Operators operators;

  DeskApi(Rows.Operators operators) {
    this.operators = operators;
  }

  /** The operators who can be made responsible. */
  @Get("/operators")
  @Operation(summary = "List operators")
  List<Views.OperatorView> operators() {
    return operators.findByActiveTrueOrderByName().stream().map(Views.OperatorView::of).toList();
  }
}
