package org.otklik.helpdesk.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.ReleaseDesk;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.release.ReleaseKind;
import org.otklik.helpdesk.store.DeadlineSummary;
import org.otklik.helpdesk.store.Rows;

/** Components of the supported product, and their releases. */
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Releases")
class ReleasesApi {
  private final Rows.Components components;
  private final Rows.Releases releases;
  private final DeadlineSummary waiting;
  private final ReleaseDesk desk;

  ReleasesApi(
      Rows.Components components,
      Rows.Releases releases,
      DeadlineSummary waiting,
      ReleaseDesk desk) {
    this.components = components;
    this.releases = releases;
    this.waiting = waiting;
    this.desk = desk;
  }

  /** A component to be added. */
  @Serdeable
  record NewComponent(@Nullable String name) {}

  /** A release to be planned; {@code kind} is SCHEDULED or UNSCHEDULED. */
  @Serdeable
  record NewRelease(
      @Nullable String component,
      @Nullable String name,
      @Nullable String kind,
      @Nullable LocalDate plannedOn) {}

  /** The day that a release is planned for. */
  @Serdeable
  record PlannedDay(@Nullable LocalDate plannedOn) {}

  /** When it was shipped; now when it isn't said. */
  @Serdeable
  record Shipping(@Nullable Instant shippedAt) {}

  /** All components by name. */
  @Get("/components")
  @Operation(summary = "List components")
  List<ProductViews.ComponentView> components() {
    return components.findAllOrderByName().stream().map(ProductViews.ComponentView::of).toList();
  }

  /** Adds a component. */
  @Post("/components")
  @Operation(summary = "Add a component (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<ProductViews.ComponentView> add(@Body NewComponent wanted) {
    return HttpResponse.created(
        ProductViews.ComponentView.of(RefusedException.done(desk.add(Given.text(wanted.name())))));
  }

  /**
   * Releases, the latest planned day first, with how many tickets wait for each.
   *
   * @param component only this component's
   * @param planned only those that are still to come
   */
  @Get("/releases")
  @Operation(summary = "List releases with the tickets that wait for them")
  List<ProductViews.ReleaseView> releases(
      @QueryValue @Nullable String component, @QueryValue(defaultValue = "false") boolean planned) {
    Long wanted = Ids.given(component, "component");
    List<Release> shown =
        releases.findAllOrderByPlannedOnDesc().stream()
            .filter(r -> wanted == null || r.componentId() == wanted)
            .filter(r -> !planned || r.isPlanned())
            .toList();
    Map<Long, Long> tickets = waiting.waitingFor(shown.stream().map(Release::id).toList());
    return shown.stream()
        .map(r -> ProductViews.ReleaseView.of(r, tickets.getOrDefault(r.id(), 0L)))
        .toList();
  }

  /** Shows a release. */
  @Get("/releases/{id}")
  @Operation(summary = "Show a release")
  HttpResponse<ProductViews.ReleaseView> show(String id) {
    return releases
        .findById(Ids.inPath(id, "release"))
        .map(this::tagged)
        .orElseThrow(() -> RefusedException.notFound("release"));
  }

  /** Plans a release: what waits for one of its kind is bound to the earliest. */
  @Post("/releases")
  @Operation(summary = "Plan a release (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<ProductViews.ReleaseView> plan(
      @Body NewRelease wanted, Authentication authentication) {
    Release release =
        RefusedException.done(
            desk.plan(
                Given.requiredId(wanted.component(), "component"),
                Given.text(wanted.name()),
                Given.required(Given.named(ReleaseKind.class, wanted.kind(), "kind"), "kind"),
                Given.on(wanted.plannedOn(), "plannedOn"),
                CurrentOperator.of(authentication).actor()));
    return tagged(release).status(HttpStatus.CREATED);
  }

  /** Moves it: the deadlines that are bound to it move along, and both sides are told. */
  @Put("/releases/{id}/planned-day")
  @Operation(summary = "Move a release to another day (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<ProductViews.ReleaseView> move(
      String id,
      @Body PlannedDay wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return tagged(
        RefusedException.done(
            desk.move(
                Ids.inPath(id, "release"),
                Given.on(wanted.plannedOn(), "plannedOn"),
                CurrentOperator.of(authentication).actor(),
                Versions.seen(ifMatch))));
  }

  /** Ships it: what was owed with it and isn't delivered is breached at that instant. */
  @Post("/releases/{id}/shipping")
  @Operation(summary = "Ship a release (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<ProductViews.ReleaseView> ship(
      String id,
      @Body Shipping wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return tagged(
        RefusedException.done(
            desk.ship(
                Ids.inPath(id, "release"),
                Given.at(wanted.shippedAt(), "shippedAt"),
                CurrentOperator.of(authentication).actor(),
                Versions.seen(ifMatch))));
  }

  /** Calls it off: what waits for it goes to the next one of its kind, or is without a release. */
  @Post("/releases/{id}/cancellation")
  @Operation(summary = "Call a release off (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<ProductViews.ReleaseView> callOff(
      String id,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return tagged(
        RefusedException.done(
            desk.callOff(
                Ids.inPath(id, "release"),
                CurrentOperator.of(authentication).actor(),
                Versions.seen(ifMatch))));
  }

  private MutableHttpResponse<ProductViews.ReleaseView> tagged(Release release) {
    long tickets = waiting.waitingFor(List.of(release.id())).getOrDefault(release.id(), 0L);
    return Versions.tagged(ProductViews.ReleaseView.of(release, tickets), release.version());
  }
}
