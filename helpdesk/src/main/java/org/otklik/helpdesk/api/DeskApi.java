package org.otklik.helpdesk.api;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.desk.PhoneDesk;
import org.otklik.helpdesk.store.Rows;

/** The desk itself: who works at it. */
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Desk")
class DeskApi {
  private final Rows.Operators operators;
  private final PhoneDesk phones;

  DeskApi(Rows.Operators operators, PhoneDesk phones) {
    this.phones = phones;
    this.operators = operators;
  }

  /** The operators who can be made responsible. */
  @Get("/operators")
  @Operation(summary = "List operators")
  List<Views.OperatorView> operators() {
    return operators.findByActiveTrueOrderByName().stream().map(Views.OperatorView::of).toList();
  }

  /** An operator's telephone at the PBX; null for none. */
  @Serdeable
  record NewExtension(@Nullable String extension) {}

  /** Says which telephone of the PBX is an operator's. */
  @Put("/operators/{id}/extension")
  @Operation(summary = "Set an operator's extension (administrators)")
  @Secured("ADMINISTRATOR")
  Views.OperatorView setExtension(String id, @Body NewExtension wanted) {
    return Views.OperatorView.of(
        RefusedException.done(phones.extension(Ids.inPath(id, "operator"), wanted.extension())));
  }
}
