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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.PlanDesk;
import org.otklik.helpdesk.desk.PlanDesk.Saved;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.plan.PlanException;
import org.otklik.helpdesk.store.Plans;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.pages.JteplanEditGenerated;

/** Where supervisors revise plans, and make new ones from those that there are. */
@Controller("/plan-editor")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured({"SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
public class PlanEditController {
  private final PlanDesk desk;
  private final Plans plans;
  private final Chromes chromes;
  private final MailSettings settings;

  PlanEditController(PlanDesk desk, Plans plans, Chromes chromes, MailSettings settings) {
    this.desk = desk;
    this.plans = plans;
    this.chromes = chromes;
    this.settings = settings;
  }

  /**
   * The form for a plan's next revision, or for a new plan.
   *
   * @param of the plan that is revised
   * @param from the plan that a new one begins as
   */
  @Get
  HttpResponse<String> edit(
      HttpRequest<?> request,
      Authentication authentication,
      @Nullable @QueryValue String of,
      @Nullable @QueryValue String from) {
    Chrome chrome = chrome(request, authentication);
    String begun = of != null ? of : from != null ? from : Plans.STANDARD;
    return plans
        .latest(begun)
        .map(plan ->
            show(
                HttpStatus.OK,
                new PlanEditPage(
                    chrome,
                    of == null ? "" : begun,
                    begun,
                    of == null ? 0 : plan.revision(),
                    PlanForm.fields(plan.terms(), chrome.words()),
                    "",
                    List.of())))
        .orElseGet(HttpResponse::notFound);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> save(
      HttpRequest<?> request, Authentication authentication, @Body Map<String, Object> body) {
    Form form = Form.of(body, settings.zone());
    PlanForm.Read read = PlanForm.read(form);
    String name = form.text("name").strip();
    int revision = form.id("revision").orElse(0L).intValue();
    var operator = CurrentOperator.of(authentication);
    Saved saved =
        read.problems().isEmpty()
            ? desk.save(name, read.terms(), operator.actor(), revision)
            : new Saved.Contradictory(read.problems());
    return switch (saved) {
      case Saved.Done done ->
          Pages.goTo(UriBuilder.of("/plans").path(done.plan().name()).build().toString());
      case Saved.Contradictory(List<PlanException.Problem> problems) ->
          again(request, authentication, form, revision, "console.plan.contradictory", problems);
      case Saved.Refused(Refusal refusal) -> {
        Chrome chrome = chrome(request, authentication);
        boolean taken = revision == 0 && refusal.kind() == Refusal.Kind.CHANGED_MEANWHILE;
        String why =
            taken
                ? chrome.say("refusal.name-taken")
                : RefusalWords.of(refusal, chrome.words(), settings.zone());
        yield again(request, authentication, form, revision, why, List.of());
      }
    };
  }

  private HttpResponse<String> again(
      HttpRequest<?> request,
      Authentication authentication,
      Form form,
      int revision,
      String why,
      List<PlanException.Problem> problems) {
    Chrome chrome = chrome(request, authentication);
    return show(
        HttpStatus.UNPROCESSABLE_ENTITY,
        new PlanEditPage(
            chrome,
            form.text("name"),
            form.text("from"),
            revision,
            form.typed(),
            chrome.say(why),
            problems));
  }

  private Chrome chrome(HttpRequest<?> request, Authentication authentication) {
    return chromes
        .of(request, CurrentOperator.of(authentication), "plans", "console.plans.edit")
        .at(request.getUri().toString());
  }

  private static HttpResponse<String> show(HttpStatus status, PlanEditPage page) {
    return Pages.page(status, out -> JteplanEditGenerated.render(out, null, page));
  }
}
