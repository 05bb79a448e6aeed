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
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.desk.ReleaseDesk;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.release.Component;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.release.ReleaseKind;
import org.otklik.helpdesk.store.DeadlineList;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.TicketPage.Refused;
import org.otklik.helpdesk.web.pages.JtereleasesGenerated;
import org.otklik.helpdesk.words.Words;

/** The components' releases with the tickets that wait for them; supervisors plan and ship. */
@Controller("/releases")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class ReleasesController {
  private final ReleaseDesk desk;
  private final Rows.Components components;
  private final Rows.Releases releases;
  private final DeadlineList deadlines;
  private final Chromes chromes;
  private final MailSettings settings;

  ReleasesController(
      ReleaseDesk desk,
      Rows.Components components,
      Rows.Releases releases,
      DeadlineList deadlines,
      Chromes chromes,
      MailSettings settings) {
    this.desk = desk;
    this.components = components;
    this.releases = releases;
    this.deadlines = deadlines;
    this.chromes = chromes;
    this.settings = settings;
  }

  /**
   * What the page shows.
   *
   * @param bound the tickets that are owed with a release, by its id
   */
  public record ReleasesPage(
      Chrome chrome,
      List<Component> components,
      List<Release> releases,
      Map<Long, List<DeadlineList.Bound>> bound,
      Refused refused) {

    /** What is still to come of a component, the next first. */
    public List<Release> planned(Component component) {
      return of(component).stream().filter(Release::isPlanned).toList().reversed();
    }

    /** What is over. */
    public List<Release> past(Component component) {
      return of(component).stream().filter(release -> !release.isPlanned()).toList();
    }

    private List<Release> of(Component component) {
      return releases.stream().filter(r -> r.componentId() == component.id()).toList();
    }

    public List<DeadlineList.Bound> waiting(Release release) {
      return bound.getOrDefault(release.id(), List.of());
    }

    public boolean isLate(Release release) {
      return release.isPlanned() && release.plannedOn().isBefore(chrome.times().today());
    }

    /** What a refused form's field held. */
    public String typed(String form, String field) {
      return refused.typed(form, field, "");
    }
  }

  @Get
  HttpResponse<String> page(HttpRequest<?> request, Authentication authentication) {
    return show(HttpStatus.OK, request, authentication, Refused.NOTHING);
  }

  private HttpResponse<String> show(
      HttpStatus status, HttpRequest<?> request, Authentication authentication, Refused refused) {
    var page =
        new ReleasesPage(
            chromes
                .of(
                    request,
                    CurrentOperator.of(authentication),
                    "releases",
                    "console.releases.title")
                .at("/releases"),
            components.findAllOrderByName(),
            releases.findAllOrderByPlannedOnDesc(),
            deadlines.bound().stream()
                .collect(Collectors.groupingBy(DeadlineList.Bound::releaseId)),
            refused);
    return Pages.page(status, out -> JtereleasesGenerated.render(out, null, page));
  }

  @Post("/components")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> add(
      HttpRequest<?> request, Authentication authentication, @Body Map<String, Object> body) {
    return act(
        request, authentication, "component", body, (form, by) -> desk.add(form.text("name")));
  }

  @Post("/components/{id}")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> plan(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body Map<String, Object> body) {
    return act(
        request,
        authentication,
        "plan-" + id,
        body,
        (form, by) -> {
          var day = form.neededDay("plannedOn");
          return form.problem()
              .<Outcome<?>>map(Outcome.Refused::new)
              .orElseGet(() ->
                  desk.plan(
                      id,
                      form.text("name"),
                      form.choice(ReleaseKind.class, "kind").orElse(ReleaseKind.SCHEDULED),
                      day,
                      by));
        });
  }

  @Post("/{id}/move")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> move(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body Map<String, Object> body) {
    return act(
        request,
        authentication,
        "move-" + id,
        body,
        (form, by) -> {
          var day = form.neededDay("plannedOn");
          return form.problem()
              .<Outcome<?>>map(Outcome.Refused::new)
              .orElseGet(() -> desk.move(id, day, by, form.id("version").orElse(null)));
        });
  }

  @Post("/{id}/ship")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> ship(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body Map<String, Object> body) {
    return act(
        request,
        authentication,
        "ship-" + id,
        body,
        (form, by) -> {
          var at = form.instant("shippedAt").orElse(null);
          return form.problem()
              .<Outcome<?>>map(Outcome.Refused::new)
              .orElseGet(() -> desk.ship(id, at, by, form.id("version").orElse(null)));
        });
  }

  @Post("/{id}/call-off")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> callOff(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body Map<String, Object> body) {
    return act(
        request,
        authentication,
        "call-off-" + id,
        body,
        (form, by) -> desk.callOff(id, by, form.id("version").orElse(null)));
  }

  private HttpResponse<String> act(
      HttpRequest<?> request,
      Authentication authentication,
      String name,
      Map<String, Object> body,
      BiFunction<Form, Actor, Outcome<?>> act) {
    var operator = CurrentOperator.of(authentication);
    Form form = Form.of(body, settings.zone());
    return switch (act.apply(form, operator.actor())) {
      case Outcome.Done<?> _ -> Pages.goTo("/releases");
      case Outcome.Refused<?>(Refusal refusal) -> {
        String why = RefusalWords.of(refusal, Words.in(operator.language()), settings.zone());
        yield show(
            HttpStatus.UNPROCESSABLE_ENTITY,
            request,
            authentication,
            new Refused(name, refusal.field(), why, form.typed()));
      }
    };
  }
}
