package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.web.pages.JtesupervisionGenerated;

/** What a supervisor watches: breaches now and coming, and who owes what. */
@Controller("/supervision")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class SupervisionController {
  private final Supervision supervision;
  private final Clients clients;
  private final Rows.Operators operators;
  private final CaseLists cases;
  private final InstantSource clock;
  private final Chromes chromes;

  SupervisionController(
      Supervision supervision,
      Clients clients,
      Rows.Operators operators,
      CaseLists cases,
      InstantSource clock,
      Chromes chromes) {
    this.cases = cases;
    this.clock = clock;
    this.supervision = supervision;
    this.clients = clients;
    this.operators = operators;
    this.chromes = chromes;
  }

  @Get
  HttpResponse<String> page(
      HttpRequest<?> request,
      Authentication authentication,
      @Nullable @QueryValue String tab,
      @Nullable @QueryValue String client,
      @Nullable @QueryValue String operator,
      @Nullable @QueryValue String after) {
    var query = SupervisionQuery.of(tab, client, operator, after);
    var page =
        new SupervisionPage(
            chromes.of(
                request,
                CurrentOperator.of(authentication),
                "supervision",
                "console.supervision.title"),
            supervision.read(query),
            clients.list(),
            operators.findByActiveTrueOrderByName(),
            cases.overdue(clock.instant()));
    return Pages.page(out -> JtesupervisionGenerated.render(out, null, page));
  }
}
