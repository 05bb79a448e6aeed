package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.calendar.CalendarData;
import org.otklik.helpdesk.calendar.CalendarException;
import org.otklik.helpdesk.calendar.PublishedDates.Others;
import org.otklik.helpdesk.calendar.Years;
import org.otklik.helpdesk.desk.CalendarDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.holidays.CountryHolidays;
import org.otklik.helpdesk.holidays.HolidayEvents;
import org.otklik.helpdesk.holidays.ProductionCalendarXml;
import org.otklik.helpdesk.holidays.ReadDates;
import org.otklik.helpdesk.store.Calendars;
import org.otklik.helpdesk.store.Calendars.Kept;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.CalendarPage.Refused;
import org.otklik.helpdesk.words.Words;

/**
 * What supervisors change of calendars. Every act answers with a redirect to the page with the
 * forms when done, else with that page, the reason and what was typed.
 */
@Controller("/calendars")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured({"SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
public class CalendarEditController {
  private final Calendars calendars;
  private final CalendarDesk desk;
  private final CalendarPages pages;
  private final InstantSource clock;

  CalendarEditController(
      Calendars calendars, CalendarDesk desk, CalendarPages pages, InstantSource clock) {
    this.calendars = calendars;
    this.desk = desk;
    this.pages = pages;
    this.clock = clock;
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> add(
      HttpRequest<?> request,
      Authentication authentication,
      @Body CalendarForms.NewCalendar wanted) {
    var operator = CurrentOperator.of(authentication);
    return switch (added(wanted, operator)) {
      case Outcome.Done<Kept>(Kept kept) ->
          Pages.goTo("/calendars/" + kept.id() + "/edit?done=saved");
      case Outcome.Refused<Kept>(Refusal refusal) ->
          pages.list(
              HttpStatus.UNPROCESSABLE_ENTITY,
              request,
              operator,
              new Refused("new", words(operator, refusal), wanted.typed()));
    };
  }

  private Outcome<Kept> added(CalendarForms.NewCalendar wanted, CurrentOperator operator) {
    var dates =
        Optional.ofNullable(wanted.datesOf())
            .filter(id -> id.matches("\\d{1,18}"))
            .flatMap(id -> calendars.find(Long.parseLong(id)))
            .map(Kept::data);
    int thisYear = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).getYear();
    CalendarData data;
    try {
      data = wanted.data(dates, thisYear);
    } catch (CalendarException e) {
      return new Outcome.Refused<>(CalendarDesk.refusal("hours", e));
    }
    return desk.add(data, operator.actor());
  }

  @Post("/{id}/hours")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> hours(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body CalendarForms.Hours wanted) {
    var operator = CurrentOperator.of(authentication);
    return saved(
        new Asked(request, operator, id, "hours", wanted.typed(), ""),
        desk.change(id, wanted::in, "hours", wanted.version(), operator.actor()));
  }

  @Post("/{id}/dates")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> dates(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body CalendarForms.Dates wanted) {
    var operator = CurrentOperator.of(authentication);
    String year = year(wanted.first());
    var asked = new Asked(request, operator, id, "dates", wanted.typed(), year);
    return saved(
        asked,
        switch (wanted.dates()) {
          case Outcome.Refused<List<LocalDate>>(Refusal refusal) -> new Outcome.Refused<>(refusal);
          case Outcome.Done<List<LocalDate>>(List<LocalDate> dates) ->
              desk.change(
                  id,
                  before -> wanted.in(before, dates),
                  "dates",
                  wanted.version(),
                  operator.actor());
        });
  }

  @Post("/{id}/dates/remove")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> remove(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body CalendarForms.Removed wanted) {
    var operator = CurrentOperator.of(authentication);
    var asked = new Asked(request, operator, id, "remove", Map.of(), year(wanted.date()));
    try {
      var date = LocalDate.parse(wanted.date() == null ? "" : wanted.date());
      return saved(
          asked,
          desk.change(
              id,
              before -> before.withoutException(date),
              "date",
              wanted.version(),
              operator.actor()));
    } catch (DateTimeException e) {
      return saved(
          asked, new Outcome.Refused<>(Refusal.invalid("date", "refusal.no-such-exception")));
    }
  }

  @Post("/{id}/production-calendar")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  HttpResponse<String> productionCalendar(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Part CompletedFileUpload file,
      @Part @Nullable String others,
      @Part @Nullable Long version)
      throws IOException {
    var operator = CurrentOperator.of(authentication);
    ReadDates read = ProductionCalendarXml.read(file.getBytes());
    return taken(
        new Asked(request, operator, id, "xml", Map.of(), firstYear(read)),
        desk.take(id, read, others(others), version, operator.actor()));
  }

  @Post("/{id}/icalendar")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  HttpResponse<String> icalendar(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Part CompletedFileUpload file,
      @Part @Nullable String years,
      @Part @Nullable String others,
      @Part @Nullable Long version)
      throws IOException {
    var operator = CurrentOperator.of(authentication);
    byte[] bytes = file.getBytes();
    ReadDates read = ofYears(years, wanted -> HolidayEvents.read(bytes, wanted));
    var typed = Map.of("years", years == null ? "" : years);
    return taken(
        new Asked(request, operator, id, "ics", typed, firstYear(read)),
        desk.take(id, read, others(others), version, operator.actor()));
  }

  @Post("/{id}/country")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> country(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body CalendarForms.Country wanted) {
    var operator = CurrentOperator.of(authentication);
    var typed = wanted.typed();
    ReadDates read =
        ofYears(
            wanted.years(),
            years ->
                CountryHolidays.of(
                    typed.getOrDefault("country", ""),
                    typed.getOrDefault("subdivision", ""),
                    years,
                    operator.language().locale()));
    return taken(
        new Asked(request, operator, id, "country", typed, firstYear(read)),
        desk.take(id, read, others(wanted.others()), wanted.version(), operator.actor()));
  }

  @Post("/{id}/definition")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> definition(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body CalendarForms.Definition wanted) {
    var operator = CurrentOperator.of(authentication);
    return saved(
        new Asked(request, operator, id, "definition", Map.of("definition", wanted.typed()), ""),
        desk.replace(id, wanted.typed(), wanted.version(), operator.actor()));
  }

  private interface Reading {
    ReadDates of(Years years);
  }

  private static ReadDates ofYears(@Nullable String typed, Reading reading) {
    try {
      return reading.of(Years.parse((typed == null ? "" : typed).strip().replace('–', '-')));
    } catch (CalendarException e) {
      Refusal refusal = CalendarDesk.refusal("years", e);
      return new ReadDates.Refused(refusal.field(), refusal.key(), refusal.values());
    }
  }

  private static Others others(@Nullable String typed) {
    return "stay".equals(typed) ? Others.STAY : Others.GO;
  }

  private static String firstYear(ReadDates read) {
    return read instanceof ReadDates.Read(var dates, int leftOut)
        ? Integer.toString(dates.years().first())
        : "";
  }

  private static String year(@Nullable String date) {
    return date != null && date.matches("\\d{4}-.*") ? date.substring(0, 4) : "";
  }

  /**
   * An act that somebody asked for.
   *
   * @param year to be shown after it, or ""
   */
  private record Asked(
      HttpRequest<?> request,
      CurrentOperator operator,
      long id,
      String form,
      Map<String, String> typed,
      String year) {
    String address(String done) {
      return "/calendars/" + id + "/edit?done=" + done + (year.isEmpty() ? "" : "&year=" + year);
    }
  }

  private HttpResponse<String> saved(Asked asked, Outcome<Kept> outcome) {
    return switch (outcome) {
      case Outcome.Done<Kept> done -> Pages.goTo(asked.address("saved"));
      case Outcome.Refused<Kept>(Refusal refusal) -> refused(asked, refusal);
    };
  }

  private HttpResponse<String> taken(Asked asked, Outcome<CalendarDesk.Taken> outcome) {
    return switch (outcome) {
      case Outcome.Done<CalendarDesk.Taken>(var taken) ->
          Pages.goTo(
              asked.address(
                  taken.added()
                      + "."
                      + taken.changed()
                      + "."
                      + taken.removed()
                      + "."
                      + taken.leftOut()));
      case Outcome.Refused<CalendarDesk.Taken>(Refusal refusal) -> refused(asked, refusal);
    };
  }

  private HttpResponse<String> refused(Asked asked, Refusal refusal) {
    return calendars
        .find(asked.id)
        .map(kept ->
            pages.edit(
                HttpStatus.UNPROCESSABLE_ENTITY,
                asked.request,
                asked.operator,
                kept,
                asked.year,
                new Refused(asked.form, words(asked.operator, refusal), asked.typed),
                null))
        .orElseGet(HttpResponse::notFound);
  }

  /** Of a definition the line too: its field is then {@code definition:5}. */
  private static String words(CurrentOperator operator, Refusal refusal) {
    Words words = Words.in(operator.language());
    String said = words.say(refusal.key(), refusal.values().toArray());
    int colon = refusal.field().indexOf(':');
    return colon < 0
        ? said
        : words.say("console.calendar.line", refusal.field().substring(colon + 1), said);
  }
}
