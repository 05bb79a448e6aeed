package org.otklik.helpdesk.web;

import io.micronaut.http.HttpHeaders;
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
import io.swagger.v3.oas.annotations.Hidden;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.store.HotlineReport;
import org.otklik.helpdesk.web.pages.JtehotlineReportGenerated;
import org.otklik.helpdesk.words.Words;

/** How the hotline was answered in a time: a page, and a table for other programs. */
@Controller("/hotline/report")
@Hidden
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
class ReportController {
  private final HotlineReport report;
  private final Chromes chromes;
  private final MailSettings settings;
  private final InstantSource clock;

  ReportController(
      HotlineReport report, Chromes chromes, MailSettings settings, InstantSource clock) {
    this.report = report;
    this.chromes = chromes;
    this.settings = settings;
    this.clock = clock;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> page(
      HttpRequest<?> request,
      Authentication authentication,
      @Nullable @QueryValue String from,
      @Nullable @QueryValue String to,
      @Nullable @QueryValue String within) {
    ReportQuery query = ReportQuery.of(from, to, within, today());
    var page =
        new ReportPage(
            chromes.of(
                request, CurrentOperator.of(authentication), "hotline", "console.report.title"),
            query,
            today(),
            read(query));
    return Pages.page(out -> JtehotlineReportGenerated.render(out, null, page));
  }

  /** The same as a table. */
  @Get("/table.csv")
  @Produces("text/csv")
  HttpResponse<String> table(
      Authentication authentication,
      @Nullable @QueryValue String from,
      @Nullable @QueryValue String to,
      @Nullable @QueryValue String within) {
    ReportQuery query = ReportQuery.of(from, to, within, today());
    Words words = Words.in(CurrentOperator.of(authentication).language());
    return HttpResponse.ok(ReportTable.of(read(query), words))
        .contentType(MediaType.of("text/csv;charset=utf-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            Disposition.attachment("hotline-" + query.from() + "-" + query.to() + ".csv"));
  }

  private HotlineReport.Report read(ReportQuery query) {
    ZoneId zone = settings.zone();
    return report.of(
        query.from().atStartOfDay(zone).toInstant(),
        query.to().plusDays(1).atStartOfDay(zone).toInstant(),
        query.within(),
        zone);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), settings.zone());
  }
}
