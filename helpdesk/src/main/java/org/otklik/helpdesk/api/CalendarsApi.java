package org.otklik.helpdesk.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.calendar.CalendarException;
import org.otklik.helpdesk.calendar.CalendarYear;
import org.otklik.helpdesk.calendar.Convention;
import org.otklik.helpdesk.calendar.PublishedDates.Others;
import org.otklik.helpdesk.calendar.Term;
import org.otklik.helpdesk.calendar.Years;
import org.otklik.helpdesk.desk.CalendarDesk;
import org.otklik.helpdesk.holidays.CountryHolidays;
import org.otklik.helpdesk.holidays.HolidayEvents;
import org.otklik.helpdesk.holidays.ProductionCalendarXml;
import org.otklik.helpdesk.holidays.ReadDates;
import org.otklik.helpdesk.store.Calendars;
import org.otklik.helpdesk.store.Calendars.Kept;

/** Business calendars: what deadlines are counted with. Supervisors change them. */
@Controller("/api/v1/calendars")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Calendars")
class CalendarsApi {
  private final Calendars calendars;
  private final CalendarDesk desk;

  CalendarsApi(Calendars calendars, CalendarDesk desk) {
    this.calendars = calendars;
    this.desk = desk;
  }

  /** A calendar's definition in YAML, as the documentation of calendars describes it. */
  @Serdeable
  record NewDefinition(@Nullable String definition) {
    String text() {
      if (definition == null || definition.isBlank()) {
        throw RefusedException.invalid("definition", "refusal.missing");
      }
      return definition;
    }
  }

  /**
   * Whose public holidays are to be taken in.
   *
   * @param country ISO 3166-1, two letters; not Russia, whose days off come as XML
   * @param subdivision a part of the country, as its list of parts has it
   * @param years {@code 2026} or {@code 2026-2028}
   * @param others what becomes of other dates of those years: {@code go} (the default) or {@code
   *     stay}
   */
  @Serdeable
  record NewHolidays(
      @Nullable String country,
      @Nullable String subdivision,
      @Nullable String years,
      @Nullable String others) {}

  /** All calendars by name. */
  @Get
  @Operation(summary = "List calendars")
  List<CalendarViews.CalendarItem> list() {
    return calendars.all().stream().map(CalendarViews.CalendarItem::of).toList();
  }

  /** The countries whose public holidays are known, by name. */
  @Get("/countries")
  @Operation(summary = "List countries whose public holidays can be taken in")
  List<CalendarViews.PlaceView> countries(HttpRequest<?> request) {
    return CountryHolidays.all(locale(request)).stream().map(CalendarViews.PlaceView::of).toList();
  }

  /** The parts of a country that have holidays of their own. */
  @Get("/countries/{country}/parts")
  @Operation(summary = "List the parts of a country that have holidays of their own")
  List<CalendarViews.PlaceView> parts(HttpRequest<?> request, String country) {
    return CalendarViews.PlaceView.parts(country, locale(request));
  }

  private static Locale locale(HttpRequest<?> request) {
    return Problems.words(request).language().locale();
  }

  /** Shows a calendar. */
  @Get("/{id}")
  @Operation(summary = "Show a calendar")
  HttpResponse<CalendarViews.CalendarView> show(String id) {
    return tagged(find(id));
  }

  /** Adds a calendar. */
  @Post
  @Operation(summary = "Add a calendar")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<CalendarViews.CalendarView> add(
      @Body NewDefinition wanted, Authentication authentication) {
    Kept added =
        RefusedException.done(desk.add(wanted.text(), CurrentOperator.of(authentication).actor()));
    return HttpResponse.<CalendarViews.CalendarView>created(CalendarViews.CalendarView.of(added))
        .header(HttpHeaders.ETAG, tag(added));
  }

  /**
   * Gives a calendar another definition; the open deadlines that are counted with it are counted
   * anew.
   *
   * @param ifMatch the version that the asker saw; when the calendar has another one by now,
   *     nothing is done
   */
  @Put("/{id}")
  @Operation(summary = "Replace a calendar's definition")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<CalendarViews.CalendarView> replace(
      String id,
      @Body NewDefinition wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return tagged(
        RefusedException.done(
            desk.replace(
                Ids.inPath(id, "calendar"),
                wanted.text(),
                version(ifMatch),
                CurrentOperator.of(authentication).actor())));
  }

  /**
   * Takes a year's production calendar in, in the widespread XML.
   *
   * @param others what becomes of other dates of that year: {@code go} (the default) or {@code
   *     stay}
   */
  @Post("/{id}/imports/production-calendar")
  @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.APPLICATION_OCTET_STREAM})
  @Operation(summary = "Import a year's production calendar (XML)")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<CalendarViews.TakenView> importXml(
      String id,
      @Body byte[] file,
      @QueryValue @Nullable String others,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return take(
        id, ProductionCalendarXml.read(file), others(others, Others.GO), ifMatch, authentication);
  }

  /**
   * Takes the events of whole days of an iCalendar file in as days off.
   *
   * @param years which: {@code 2026} or {@code 2026-2028}
   * @param others what becomes of other dates of those years: {@code go} or {@code stay} (the
   *     default)
   */
  @Post("/{id}/imports/icalendar")
  @Consumes({"text/calendar", MediaType.APPLICATION_OCTET_STREAM})
  @Operation(summary = "Import days off from an iCalendar file")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<CalendarViews.TakenView> importICalendar(
      String id,
      @Body byte[] file,
      @QueryValue @Nullable String years,
      @QueryValue @Nullable String others,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    return take(
        id,
        HolidayEvents.read(file, years(years)),
        others(others, Others.STAY),
        ifMatch,
        authentication);
  }

  /** Takes a country's public holidays in. */
  @Post("/{id}/imports/country")
  @Operation(summary = "Import a country's public holidays")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<CalendarViews.TakenView> importCountry(
      HttpRequest<?> request,
      String id,
      @Body NewHolidays wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    ReadDates dates =
        CountryHolidays.of(
            wanted.country() == null ? "" : wanted.country(),
            wanted.subdivision() == null ? "" : wanted.subdivision(),
            years(wanted.years()),
            locale(request));
    return take(id, dates, others(wanted.others(), Others.GO), ifMatch, authentication);
  }

  private HttpResponse<CalendarViews.TakenView> take(
      String id,
      ReadDates dates,
      Others others,
      @Nullable String ifMatch,
      Authentication authentication) {
    CalendarDesk.Taken taken =
        RefusedException.done(
            desk.take(
                Ids.inPath(id, "calendar"),
                dates,
                others,
                version(ifMatch),
                CurrentOperator.of(authentication).actor()));
    return HttpResponse.ok(CalendarViews.TakenView.of(taken))
        .header(HttpHeaders.ETAG, tag(taken.calendar()));
  }

  /** Shows a year, day by day. */
  @Get("/{id}/years/{year}")
  @Operation(summary = "Show a year of a calendar: each day's kind, hours and reason")
  CalendarViews.YearView year(HttpRequest<?> request, String id, int year) {
    Kept kept = find(id);
    return CalendarViews.YearView.of(
        counted("year", () -> CalendarYear.of(kept.calendar(), year)), Problems.words(request));
  }

  /**
   * Counts a term.
   *
   * @param start {@code 2026-11-20T15:30+03:00}; without an offset on the wall of the calendar's
   *     zone
   * @param term {@code 1bd}, {@code 5wh} or {@code 90m}
   * @param convention how business days are counted: civil (the default), civil-midnight, working
   * @param notice how long before the end notice must be given, as a term
   */
  @Get("/{id}/due")
  @Operation(summary = "Say when a term ends")
  CalendarViews.DueView due(
      String id,
      @QueryValue String start,
      @QueryValue String term,
      @QueryValue @Nullable String convention,
      @QueryValue @Nullable String notice) {
    var calendar = find(id).calendar();
    Instant from = instant(start, calendar.zone());
    Term length = counted("term", () -> Term.parse(term));
    Convention how =
        convention == null
            ? Convention.CIVIL
            : counted("convention", () -> Convention.parse(convention));
    return counted(
        "start",
        () -> {
          var due = calendar.due(from, length, how);
          return new CalendarViews.DueView(
              due.at(),
              due.provisional(),
              notice == null
                  ? null
                  : calendar.noticePoint(
                      due.at(), counted("notice", () -> Term.parse(notice)), from));
        });
  }

  private static Instant instant(String text, ZoneId zone) {
    try {
      return text.length() > 16 && text.matches(".*(Z|[+-]\\d{2}:?\\d{2})")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw RefusedException.invalid("start", "refusal.no-instant");
    }
  }

  private static <T> T counted(String field, Supplier<T> counting) {
    try {
      return counting.get();
    } catch (CalendarException e) {
      throw new RefusedException(CalendarDesk.refusal(field, e));
    }
  }

  private static Years years(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw RefusedException.invalid("years", "refusal.missing");
    }
    return counted("years", () -> Years.parse(text.strip()));
  }

  private static Others others(@Nullable String text, Others otherwise) {
    return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
      case "" -> otherwise;
      case "go" -> Others.GO;
      case "stay" -> Others.STAY;
      default -> throw RefusedException.invalid("others", "refusal.no-such-others");
    };
  }

  private Kept find(String id) {
    return calendars
        .find(Ids.inPath(id, "calendar"))
        .orElseThrow(() -> RefusedException.notFound("calendar"));
  }

  private static HttpResponse<CalendarViews.CalendarView> tagged(Kept kept) {
    return HttpResponse.ok(CalendarViews.CalendarView.of(kept)).header(HttpHeaders.ETAG, tag(kept));
  }

  private static String tag(Kept kept) {
    return "\"" + kept.version() + "\"";
  }

  private static @Nullable Long version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    return Ids.given(ifMatch.replace("\"", "").strip(), "If-Match");
  }
}
