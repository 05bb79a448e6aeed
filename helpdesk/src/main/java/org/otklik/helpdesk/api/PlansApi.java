package org.otklik.helpdesk.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.PlanDesk;
import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.plan.PlanException;
import org.otklik.helpdesk.ticket.Refusal;

/** The plans that clients are served by: terms, matrix, escalation. */
@Controller("/api/v1/plans")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Plans")
class PlansApi {
  private final PlanDesk desk;
  private final JsonMapper json;

  PlansApi(PlanDesk desk, JsonMapper json) {
    this.desk = desk;
    this.json = json;
  }

  /** The latest revision of every plan, by name. */
  @Get
  @Operation(summary = "List plans")
  List<PlanViews.PlanItem> list() {
    return desk.all().stream().map(PlanViews.PlanItem::of).toList();
  }

  /** A plan's latest revision. */
  @Get("/{name}")
  @Operation(summary = "Show a plan")
  HttpResponse<PlanViews.PlanView> show(String name) {
    return tagged(revisionsOf(name).getLast());
  }

  /** All revisions of a plan, the first first. */
  @Get("/{name}/revisions")
  @Operation(summary = "List the revisions of a plan")
  List<PlanViews.PlanItem> revisions(String name) {
    return revisionsOf(name).stream().map(PlanViews.PlanItem::of).toList();
  }

  /** One revision of a plan. */
  @Get("/{name}/revisions/{revision}")
  @Operation(summary = "Show a revision of a plan")
  HttpResponse<PlanViews.PlanView> revision(String name, int revision) {
    return revisionsOf(name).stream()
        .filter(plan -> plan.revision() == revision)
        .findFirst()
        .map(PlansApi::tagged)
        .orElseThrow(() -> RefusedException.notFound("plan"));
  }

  private List<Plan> revisionsOf(String name) {
    desk.all(); // those that come with the program are there by now
    List<Plan> all = desk.revisions(name);
    if (all.isEmpty()) {
      throw RefusedException.notFound("plan");
    }
    return all;
  }

  /**
   * Saves a plan's next revision, or a new plan's first. New tickets of its clients get it; tickets
   * that there are keep theirs.
   *
   * @param ifMatch the revision that was edited, 0 for none; when there is another one by now,
   *     nothing is saved
   */
  @Put("/{name}")
  @Operation(summary = "Make a plan or its next revision (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<PlanViews.PlanView> save(
      String name,
      @Body PlanViews.Terms terms,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication)
      throws IOException {
    // JSON is YAML as well: one reader says what is wrong, whichever way it came.
    String written = json.writeValueAsString(terms.named());
    return saved(name, written, ifMatch, authentication);
  }

  /** The same with the terms in YAML, as the documentation of plans describes them. */
  @Put("/{name}")
  @Consumes({"text/yaml", "application/yaml"})
  @Operation(summary = "Make a plan or its next revision, in YAML (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<PlanViews.PlanView> saveYaml(
      String name,
      @Body String yaml,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return saved(name, yaml, ifMatch, authentication);
  }

  private HttpResponse<PlanViews.PlanView> saved(
      String name, String yaml, @Nullable String ifMatch, Authentication authentication) {
    Long seen = Versions.seen(ifMatch);
    return switch (desk.save(
        name,
        yaml,
        CurrentOperator.of(authentication).actor(),
        seen == null ? null : Math.clamp(seen, -1, Integer.MAX_VALUE))) {
      case PlanDesk.Saved.Done(Plan plan) -> tagged(plan);
      case PlanDesk.Saved.Contradictory(var problems) -> throw new PlanException(problems);
      case PlanDesk.Saved.Refused(Refusal refusal) -> throw new RefusedException(refusal);
    };
  }

  private static HttpResponse<PlanViews.PlanView> tagged(Plan plan) {
    return Versions.tagged(PlanViews.PlanView.of(plan), plan.revision());
  }
}
