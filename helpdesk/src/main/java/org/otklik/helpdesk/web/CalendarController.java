package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
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
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.holidays.CountryHolidays;
import org.otklik.helpdesk.store.Calendars;
import org.otklik.helpdesk.store.Calendars.Kept;
import org.otklik.helpdesk.web.CalendarPage.Refused;
import org.otklik.helpdesk.web.pages.parts.JtecountryPartsGenerated;
import org.otklik.helpdesk.words.Words;

/** Calendars to look at: the list, a year, and the page with the forms. */
@Controller("/calendars")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class CalendarController {
  private final Calendars calendars;
  private final CalendarPages pages;

  CalendarController(Calendars calendars, CalendarPages pages) {
    this.calendars = calendars;
    this.pages = pages;
  }

  /** What the list shows. */
  public record ListPage(Chrome chrome, List<Kept> calendars, boolean mayChange, Refused refused) {
    public String field(String name) {
      return refused.typed().getOrDefault(name, "");
    }
  }

  @Get
  HttpResponse<String> list(HttpRequest<?> request, Authentication authentication) {
    return pages.list(HttpStatus.OK, request, CurrentOperator.of(authentication), Refused.NOTHING);
  }

  @Get("/{id}")
  HttpResponse<String> year(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Nullable @QueryValue String year) {
    return calendars
        .find(id)
        .map(kept -> pages.year(request, CurrentOperator.of(authentication), kept, year))
        .orElseGet(HttpResponse::notFound);
  }

  @Get("/{id}/edit")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<String> edit(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Nullable @QueryValue String year,
      @Nullable @QueryValue String done) {
    return calendars
        .find(id)
        .map(kept ->
            pages.edit(
                HttpStatus.OK,
                request,
                CurrentOperator.of(authentication),
                kept,
                year,
                Refused.NOTHING,
                done))
        .orElseGet(HttpResponse::notFound);
  }

  /** What a calendar said in one of its versions. */
  @Get("/{id}/versions/{version}")
  @Produces("text/plain;charset=utf-8")
  HttpResponse<String> definition(long id, long version) {
    return calendars
        .definition(id, version)
        .<HttpResponse<String>>map(HttpResponse::ok)
        .orElseGet(HttpResponse::notFound);
  }

  /** The parts of a country, to choose one from. */
  @Get("/country-parts")
  HttpResponse<String> parts(Authentication authentication, @QueryValue String country) {
    Words words = Words.in(CurrentOperator.of(authentication).language());
    var parts = CountryHolidays.parts(country.toLowerCase(Locale.ROOT), words.language().locale());
    return Pages.page(out -> JtecountryPartsGenerated.render(out, null, words, parts, "", ""));
  }
}
