package org.otklik.helpdesk.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.desk.PlanDesk;
import org.otklik.helpdesk.desk.ProductDesk;
import org.otklik.helpdesk.store.Plans;
import org.otklik.helpdesk.store.Rows;

/** What a client has by its contract: plan, components, warranties. Supervisors change it. */
@Controller("/api/v1/clients/{id}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Clients")
class ContractsApi {
  private final Rows.Clients clients;
  private final Plans plans;
  private final PlanDesk planDesk;
  private final ProductDesk products;

  ContractsApi(Rows.Clients clients, Plans plans, PlanDesk planDesk, ProductDesk products) {
    this.clients = clients;
    this.plans = plans;
    this.planDesk = planDesk;
    this.products = products;
  }

  /** A plan's name. */
  @Serdeable
  record WantedPlan(@Nullable String name) {}

  /** A warranty; {@code startsOn} is today when it isn't said, {@code endsOn} the last day. */
  @Serdeable
  record NewWarranty(
      @Nullable String component, @Nullable LocalDate startsOn, @Nullable LocalDate endsOn) {}

  /** The plan that the client's new tickets get. */
  @Get("/plan")
  @Operation(summary = "Show the plan of a client")
  PlanViews.PlanItem plan(String id) {
    Client client =
        clients.findById(clientId(id)).orElseThrow(() -> RefusedException.notFound("client"));
    return PlanViews.PlanItem.of(plans.get(client.planId()));
  }

  /** Serves the client by another plan; tickets that there are keep theirs. */
  @Put("/plan")
  @Operation(summary = "Serve a client by another plan (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  PlanViews.PlanItem give(String id, @Body WantedPlan wanted) {
    planDesk.all(); // those that come with the program are there by now
    return PlanViews.PlanItem.of(
        RefusedException.done(planDesk.give(clientId(id), Given.text(wanted.name()))));
  }

  /** The client's components by name. */
  @Get("/components")
  @Operation(summary = "List the components of a client")
  List<ProductViews.ComponentView> components(String id) {
    return products.components(known(id)).stream().map(ProductViews.ComponentView::of).toList();
  }

  /** The client has it from now on. */
  @Put("/components/{component}")
  @Operation(summary = "Give a client a component (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  ProductViews.ComponentView addComponent(String id, String component) {
    return ProductViews.ComponentView.of(
        RefusedException.done(products.add(clientId(id), Ids.inPath(component, "component"))));
  }

  /** The client has it no more. */
  @Delete("/components/{component}")
  @Operation(summary = "Take a component from a client (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<Void> removeComponent(String id, String component) {
    RefusedException.done(products.remove(clientId(id), Ids.inPath(component, "component")));
    return HttpResponse.noContent();
  }

  /** The client's warranties, those that are over too. */
  @Get("/warranties")
  @Operation(summary = "List the warranties of a client")
  List<ProductViews.WarrantyView> warranties(String id) {
    return products.warranties(known(id)).stream().map(ProductViews.WarrantyView::of).toList();
  }

  /** Gives a warranty of at most 12 months. */
  @Post("/warranties")
  @Operation(summary = "Give a warranty (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<ProductViews.WarrantyView> warrant(String id, @Body NewWarranty wanted) {
    return HttpResponse.created(
        ProductViews.WarrantyView.of(
            RefusedException.done(
                products.warrant(
                    clientId(id),
                    Given.requiredId(wanted.component(), "component"),
                    wanted.startsOn(),
                    Given.on(wanted.endsOn(), "endsOn")))));
  }

  /** Ends a warranty: yesterday was its last day. */
  @Delete("/warranties/{warranty}")
  @Operation(summary = "End a warranty (supervisors)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<Void> endWarranty(String id, String warranty) {
    RefusedException.done(products.end(clientId(id), Ids.inPath(warranty, "warranty")));
    return HttpResponse.noContent();
  }

  private long known(String id) {
    long clientId = clientId(id);
    if (clients.findById(clientId).isEmpty()) {
      throw RefusedException.notFound("client");
    }
    return clientId;
  }

  private static long clientId(String id) {
    return Ids.inPath(id, "client");
  }
}
