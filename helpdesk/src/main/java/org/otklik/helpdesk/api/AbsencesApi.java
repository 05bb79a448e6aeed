package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Absence;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.AbsenceDesk;
import org.otklik.helpdesk.store.Rows;

/** When operators are away, and who stands in. Supervisors or the person themself say so. */
@Controller("/api/v1/operators/{id}/absences")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Desk")
class AbsencesApi {
  private final Rows.Operators operators;
  private final AbsenceDesk desk;

  AbsencesApi(Rows.Operators operators, AbsenceDesk desk) {
    this.operators = operators;
    this.desk = desk;
  }

  /**
   * Somebody will be away; {@code from} is now when it isn't said, {@code deputy} null for none.
   */
  @Serdeable
  record NewAbsence(@Nullable String deputy, @Nullable Instant from, @Nullable Instant until) {}

  /** An absence. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record AbsenceView(
      String id, String operator, @Nullable String deputy, Instant from, Instant until) {
    static AbsenceView of(Absence absence) {
      return new AbsenceView(
          Long.toString(absence.id()),
          Long.toString(absence.operatorId()),
          Ids.written(absence.deputyId()),
          absence.fromAt(),
          absence.untilAt());
    }
  }

  /** An operator's absences, the first first. */
  @Get
  @Operation(summary = "List the absences of an operator")
  List<AbsenceView> list(String id) {
    long operatorId = Ids.inPath(id, "operator");
    if (operators.findById(operatorId).isEmpty()) {
      throw RefusedException.notFound("operator");
    }
    return desk.of(operatorId).stream().map(AbsenceView::of).toList();
  }

  /** They will be away. */
  @Post
  @Operation(summary = "Record an absence")
  HttpResponse<AbsenceView> add(String id, @Body NewAbsence wanted, Authentication authentication) {
    long operatorId = theirOwn(id, authentication);
    return HttpResponse.created(
        AbsenceView.of(
            RefusedException.done(
                desk.add(
                    operatorId,
                    Ids.given(wanted.deputy(), "deputy"),
                    wanted.from(),
                    Given.required(wanted.until(), "until")))));
  }

  /** They are back, or won't be away after all. */
  @Delete("/{absence}")
  @Operation(summary = "End an absence")
  HttpResponse<Void> end(String id, String absence, Authentication authentication) {
    RefusedException.done(desk.end(theirOwn(id, authentication), Ids.inPath(absence, "absence")));
    return HttpResponse.noContent();
  }

  private static long theirOwn(String id, Authentication authentication) {
    CurrentOperator asker = CurrentOperator.of(authentication);
    long operatorId = Ids.inPath(id, "operator");
    if (operatorId != asker.id() && !asker.supervises()) {
      throw new AuthorizationException(authentication);
    }
    return operatorId;
  }
}
