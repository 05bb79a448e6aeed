package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.PlanDesk;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.store.Plans;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.pages.JteplanViewGenerated;
import org.otklik.helpdesk.web.pages.JteplansGenerated;
import org.otklik.helpdesk.words.Words;

/** The plans that clients are served by: their matrices, revisions, and who has which. */
@Controller("/plans")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class PlansController {
  private final PlanDesk desk;
  private final Plans plans;
  private final Clients clients;
  private final Chromes chromes;
  private final MailSettings settings;

  PlansController(
      PlanDesk desk, Plans plans, Clients clients, Chromes chromes, MailSettings settings) {
    this.desk = desk;
    this.plans = plans;
    this.clients = clients;
    this.chromes = chromes;
    this.settings = settings;
  }

  /**
   * What the list shows.
   *
   * @param served how many clients each plan serves, by its name
   */
  public record PlansPage(Chrome chrome, List<Plan> plans, Map<String, Integer> served) {
    public String name(Plan plan) {
      return PlanWords.name(plan.name(), chrome.words());
    }

    public String firstResponse(Plan plan) {
      return RuleWords.of(plan.terms().firstResponse(), chrome.words());
    }
  }

  @Get
  HttpResponse<String> list(HttpRequest<?> request, Authentication authentication) {
    var served = new HashMap<String, Integer>();
    clients.list().forEach(c -> served.merge(plans.get(c.planId()).name(), 1, Integer::sum));
    var page = new PlansPage(chrome(request, authentication), desk.all(), served);
    return Pages.page(out -> JteplansGenerated.render(out, null, page));
  }

  @Get("/{name}")
  HttpResponse<String> latest(HttpRequest<?> request, Authentication authentication, String name) {
    return plans
        .latest(name)
        .map(plan -> show(HttpStatus.OK, request, authentication, plan, ""))
        .orElseGet(HttpResponse::notFound);
  }

  @Get("/{name}/{revision}")
  HttpResponse<String> revision(
      HttpRequest<?> request, Authentication authentication, String name, int revision) {
    return desk.revisions(name).stream()
        .filter(plan -> plan.revision() == revision)
        .findFirst()
        .map(plan -> show(HttpStatus.OK, request, authentication, plan, ""))
        .orElseGet(HttpResponse::notFound);
  }

  /** Serves a client by the plan from now on. */
  @Post("/{name}/clients")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> give(
      HttpRequest<?> request,
      Authentication authentication,
      String name,
      @Body Map<String, Object> body) {
    Optional<Plan> plan = plans.latest(name);
    if (plan.isEmpty()) {
      return HttpResponse.notFound();
    }
    Form form = Form.of(body, settings.zone());
    return switch (desk.give(form.neededId("client"), name)) {
      case Outcome.Done<Plan> _ -> Pages.goTo(request.getPath().replaceFirst("/clients$", ""));
      case Outcome.Refused<Plan>(Refusal refusal) -> {
        Words words = Words.in(CurrentOperator.of(authentication).language());
        yield show(
            HttpStatus.UNPROCESSABLE_ENTITY,
            request,
            authentication,
            plan.get(),
            RefusalWords.of(refusal, words, settings.zone()));
      }
    };
  }

  private Chrome chrome(HttpRequest<?> request, Authentication authentication) {
    return chromes.of(request, CurrentOperator.of(authentication), "plans", "console.plans.title");
  }

  private HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      Authentication authentication,
      Plan plan,
      String refused) {
    Chrome chrome = chrome(request, authentication);
    List<Plan> revisions = desk.revisions(plan.name());
    List<Client> all = clients.list();
    var page =
        new PlanPage(
            chrome.at(
                request.getPath().replaceFirst("/clients$", ""),
                PlanWords.name(plan, chrome.words())),
            plan,
            revisions,
            all.stream().filter(c -> plans.get(c.planId()).name().equals(plan.name())).toList(),
            all.stream().filter(c -> !plans.get(c.planId()).name().equals(plan.name())).toList(),
            revisions.stream()
                .filter(before -> before.revision() == plan.revision() - 1)
                .findFirst()
                .map(before -> PlanText.differences(before.terms(), plan.terms(), chrome.words()))
                .orElse(List.of()),
            refused);
    return Pages.page(status, out -> JteplanViewGenerated.render(out, null, page));
  }
}
