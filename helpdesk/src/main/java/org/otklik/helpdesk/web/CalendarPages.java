package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.calendar.CalendarYear;
import org.otklik.helpdesk.calendar.Years;
import org.otklik.helpdesk.holidays.CountryHolidays;
import org.otklik.helpdesk.store.Calendars;
import org.otklik.helpdesk.store.Calendars.Kept;
import org.otklik.helpdesk.web.CalendarController.ListPage;
import org.otklik.helpdesk.web.CalendarPage.Refused;
import org.otklik.helpdesk.web.pages.JtecalendarEditGenerated;
import org.otklik.helpdesk.web.pages.JtecalendarGenerated;
import org.otklik.helpdesk.web.pages.JtecalendarsGenerated;
import org.otklik.helpdesk.words.Words;

/** Makes the calendars' pages. */
@Singleton
class CalendarPages {
  private static final Set<String> CHANGING = Set.of("SUPERVISOR", "ADMINISTRATOR");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern TAKEN =
      Pattern.compile("(\\d{1,5})\\.(\\d{1,5})\\.(\\d{1,5})\\.(\\d{1,5})");

  private final Calendars calendars;
  private final Chromes chromes;
  private final InstantSource clock;

  CalendarPages(Calendars calendars, Chromes chromes, InstantSource clock) {
    this.calendars = calendars;
    this.chromes = chromes;
    this.clock = clock;
  }

  HttpResponse<String> list(
      HttpStatus status, HttpRequest<?> request, CurrentOperator operator, Refused refused) {
    var page =
        new ListPage(
            chromes
                .of(request, operator, "calendars", "console.calendar.title")
                .at("/calendars", title(operator)),
            calendars.all(),
            CHANGING.contains(operator.role()),
            refused);
    return Pages.page(status, out -> JtecalendarsGenerated.render(out, null, page));
  }

  private static String title(CurrentOperator operator) {
    return Words.in(operator.language()).say("console.calendar.title");
  }

  HttpResponse<String> year(
      HttpRequest<?> request, CurrentOperator operator, Kept kept, @Nullable String year) {
    var page = page(request, operator, kept, year, "", Refused.NOTHING, Optional.empty());
    return Pages.page(out -> JtecalendarGenerated.render(out, null, page));
  }

  /**
   * The page with the forms.
   *
   * @param done {@code saved}, or how many dates were added, changed, removed and left out
   */
  HttpResponse<String> edit(
      HttpStatus status,
      HttpRequest<?> request,
      CurrentOperator operator,
      Kept kept,
      @Nullable String year,
      Refused refused,
      @Nullable String done) {
    var page =
        page(
            request,
            operator,
            kept,
            year,
            "/edit",
            refused,
            done(Words.in(operator.language()), done));
    return Pages.page(status, out -> JtecalendarEditGenerated.render(out, null, page));
  }

  private CalendarPage page(
      HttpRequest<?> request,
      CurrentOperator operator,
      Kept kept,
      @Nullable String year,
      String below,
      Refused refused,
      Optional<String> done) {
    var today = LocalDate.ofInstant(clock.instant(), kept.data().zone());
    int shown = yearOf(year, today.getYear());
    Chrome chrome =
        chromes
            .of(request, operator, "calendars", "console.calendar.title")
            .at("/calendars/" + kept.id() + below + "?year=" + shown, kept.data().name());
    return new CalendarPage(
        chrome,
        kept,
        CalendarYear.of(kept.calendar(), shown),
        CHANGING.contains(operator.role()),
        today,
        calendars.revisions(kept.id()),
        below.isEmpty() ? List.of() : CountryHolidays.all(chrome.words().language().locale()),
        refused,
        done);
  }

  private static int yearOf(@Nullable String year, int otherwise) {
    return year != null
            && YEAR.matcher(year).matches()
            && Years.COUNTABLE.contains(Integer.parseInt(year))
        ? Integer.parseInt(year)
        : otherwise;
  }

  private static Optional<String> done(Words words, @Nullable String done) {
    if (done == null) {
      return Optional.empty();
    }
    var taken = TAKEN.matcher(done);
    if (!taken.matches()) {
      return Optional.of(words.say("console.calendar.saved"));
    }
    return Optional.of(
        words.say(
            "console.calendar.taken",
            Integer.valueOf(taken.group(1)),
            Integer.valueOf(taken.group(2)),
            Integer.valueOf(taken.group(3)),
            Integer.valueOf(taken.group(4))));
  }
}
