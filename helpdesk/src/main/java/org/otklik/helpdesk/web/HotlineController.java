package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.desk.CallBackDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.hotline.HotlineEvent;
import org.otklik.helpdesk.hotline.NewsFeed;
import org.otklik.helpdesk.hotline.OperatorPhones;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.pages.JtehotlineGenerated;
import org.otklik.helpdesk.web.pages.parts.JtecallingGenerated;
import org.otklik.helpdesk.web.pages.parts.JtehotlineNowGenerated;
import org.otklik.helpdesk.words.Words;
import org.reactivestreams.Publisher;

/** The hotline: who calls, who is there to answer, and who is owed a call back. */
@Controller("/hotline")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
public class HotlineController {
  private static final int CALLING_SHOWN = 3;

  /** Who looks away for longer finds the card among their calls. */
  private static final Duration OPENS_WITHIN = Duration.ofMinutes(5);

  private final HotlineScreens screens;
  private final OperatorPhones phones;
  private final CallBackDesk callBacks;
  private final NewsFeed feed;
  private final Chromes chromes;
  private final MailSettings settings;
  private final InstantSource clock;

  HotlineController(
      HotlineScreens screens,
      OperatorPhones phones,
      CallBackDesk callBacks,
      NewsFeed feed,
      Chromes chromes,
      MailSettings settings,
      InstantSource clock) {
    this.screens = screens;
    this.phones = phones;
    this.callBacks = callBacks;
    this.feed = feed;
    this.chromes = chromes;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What the page shows.
   *
   * @param refused why what was asked of the telephone was not done
   */
  public record HotlinePage(Chrome chrome, HotlinePart part, Optional<String> refused) {}

  @Get
  HttpResponse<String> page(HttpRequest<?> request, Authentication authentication) {
    return show(HttpStatus.OK, request, CurrentOperator.of(authentication), Optional.empty());
  }

  private HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      CurrentOperator operator,
      Optional<String> refused) {
    Chrome chrome = chrome(request, operator);
    var page = new HotlinePage(chrome, screens.part(chrome, operator), refused);
    return Pages.page(status, out -> JtehotlineGenerated.render(out, null, page));
  }

  private Chrome chrome(HttpRequest<?> request, CurrentOperator operator) {
    return chromes.of(request, operator, "hotline", "console.hotline.title").at("/hotline");
  }

  /** The part of the page that changes by itself. */
  @Get("/now")
  HttpResponse<String> now(HttpRequest<?> request, Authentication authentication) {
    var operator = CurrentOperator.of(authentication);
    var part = screens.part(chrome(request, operator), operator);
    return Pages.page(out -> JtehotlineNowGenerated.render(out, null, part));
  }

  /** Who calls, for every page. */
  @Get("/calling")
  HttpResponse<String> calling(HttpRequest<?> request, Authentication authentication) {
    var operator = CurrentOperator.of(authentication);
    var calling = screens.calling(chrome(request, operator), operator, CALLING_SHOWN);
    return Pages.page(out -> JtecallingGenerated.render(out, null, calling));
  }

  /**
   * That something happened.
   *
   * @param open the address of a card that opens by itself: the reader has picked up
   */
  @Serdeable
  public record Happened(HotlineEvent.Kind kind, @Nullable String open) {}

  /**
   * What happens, as it happens.
   *
   * @param after the last id that was seen, of a page that could not keep its connection
   */
  @Get("/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<Object>> events(
      Authentication authentication,
      @Nullable @Header("Last-Event-ID") String last,
      @Nullable @QueryValue String after) {
    Optional<String> own = screens.extension(CurrentOperator.of(authentication));
    return feed.from(last == null ? after : last, event -> happened(event, own));
  }

  private Happened happened(HotlineEvent event, Optional<String> own) {
    Instant since = clock.instant().minus(OPENS_WITHIN);
    String linkedid = event.linkedid();
    boolean opens =
        event.kind() == HotlineEvent.Kind.ANSWERED
            && linkedid != null
            && own.filter(extension -> extension.equals(event.extension())).isPresent()
            && event.at().isAfter(since);
    return new Happened(
        event.kind(), opens ? "/hotline/calls/" + event.pbx() + "/" + linkedid : null);
  }

  /** Rings the reader's telephone, then somebody who is owed a call back. */
  @Post("/call-backs")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> callBack(
      HttpRequest<?> request, Authentication authentication, @Body Map<String, Object> body) {
    var operator = CurrentOperator.of(authentication);
    var form = Form.of(body, settings.zone());
    var wish = new CallBackDesk.Wish(CallBackRecord.Purpose.FEEDBACK, "", null);
    Optional<Long> ticket = form.id("ticket");
    Outcome<CallBackRecord> outcome =
        ticket.isPresent()
            ? callBacks.aboutTicket(ticket.get(), wish, operator.actor(), form.text("key"))
            : callBacks.aboutCase(
                form.id("case").orElse(0L), wish, operator.actor(), form.text("key"));
    return outcome instanceof Outcome.Refused<CallBackRecord>(Refusal why)
        ? refused(request, operator, why)
        : Pages.goTo(LocalPath.of(form.text("next")).path());
  }

  private HttpResponse<String> refused(
      HttpRequest<?> request, CurrentOperator operator, Refusal why) {
    return why.kind() == Refusal.Kind.NOT_FOUND
        ? HttpResponse.notFound()
        : show(
            HttpStatus.UNPROCESSABLE_ENTITY,
            request,
            operator,
            Optional.of(RefusalWords.of(why, Words.in(operator.language()), settings.zone())));
  }

  /** The reader's telephone at a PBX: calls, no calls, not for a while. */
  @Post("/{pbx}/{act:sign-in|sign-out|pause|resume}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> telephone(
      HttpRequest<?> request,
      Authentication authentication,
      String pbx,
      String act,
      @Body Map<String, Object> body) {
    var operator = CurrentOperator.of(authentication);
    Optional<String> extension = screens.extension(operator);
    Optional<Refusal> refusal =
        switch (act) {
          case "sign-in" -> phones.signIn(pbx, extension);
          case "sign-out" -> phones.signOut(pbx, extension);
          case "pause" ->
              phones.pause(pbx, extension, Form.of(body, settings.zone()).text("reason"));
          default -> phones.resume(pbx, extension);
        };
    return refusal
        .map(why -> refused(request, operator, why))
        .orElseGet(() -> Pages.goTo("/hotline"));
  }
}
