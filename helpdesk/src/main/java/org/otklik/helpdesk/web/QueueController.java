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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.web.pages.JtequeueGenerated;
import org.otklik.helpdesk.web.pages.parts.JtequeueRowsGenerated;
import org.otklik.helpdesk.words.Words;

/** The queue: what is due next. */
@Controller
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class QueueController {
  private final QueueRows rows;
  private final Clients clients;
  private final Chromes chromes;

  QueueController(QueueRows rows, Clients clients, Chromes chromes) {
    this.rows = rows;
    this.clients = clients;
    this.chromes = chromes;
  }

  /** What the page shows. */
  public record QueuePage(Chrome chrome, QueueRows.Rows rows, List<Client> clients) {}

  /** What the rows alone show. */
  public record RowsPart(Words words, Times times, QueueRows.Rows rows) {}

  @Get("/")
  HttpResponse<String> page(
      HttpRequest<?> request,
      Authentication authentication,
      @Nullable @QueryValue String tab,
      @Nullable @QueryValue String state,
      @Nullable @QueryValue String client,
      @Nullable @QueryValue String shown,
      @Nullable @QueryValue String after) {
    var operator = CurrentOperator.of(authentication);
    var query = QueueQuery.of(tab, state, client, shown, after);
    var page =
        new QueuePage(
            chromes.of(request, operator, "queue", "console.queue.title"),
            rows.read(query, operator.id()),
            clients.list());
    return Pages.page(out -> JtequeueGenerated.render(out, null, page));
  }

  /**
   * The rows alone, asked for each second; nothing when they are as they were.
   *
   * @param rev the revision that the page shows
   */
  @Get("/queue/rows")
  HttpResponse<String> rows(
      Authentication authentication,
      @Nullable @QueryValue String tab,
      @Nullable @QueryValue String state,
      @Nullable @QueryValue String client,
      @Nullable @QueryValue String shown,
      @Nullable @QueryValue String after,
      @Nullable @QueryValue String rev) {
    var operator = CurrentOperator.of(authentication);
    var read = rows.read(QueueQuery.of(tab, state, client, shown, after), operator.id());
    if (read.revision().equals(rev)) {
      return HttpResponse.noContent();
    }
    Words words = Words.in(operator.language());
    var part = new RowsPart(words, chromes.times(words), read);
    return Pages.page(out -> JtequeueRowsGenerated.render(out, null, part));
  }
}
