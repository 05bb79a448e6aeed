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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.desk.CallBackDesk;
import org.otklik.helpdesk.desk.CaseDesk;
import org.otklik.helpdesk.desk.CaseRegistration;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.CaseListPage.Tab;
import org.otklik.helpdesk.web.pages.JtecaseListGenerated;
import org.otklik.helpdesk.web.pages.JtecasePageGenerated;
import org.otklik.helpdesk.words.Words;

/** Callers for whom there can be no ticket, and what is done for them. */
@Controller("/hotline/cases")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
class CaseController {
  private final CasePages pages;
  private final CaseDesk desk;
  private final CaseRegistration registration;
  private final CallBackDesk callBacks;
  private final MailSettings settings;

  CaseController(
      CasePages pages,
      CaseDesk desk,
      CaseRegistration registration,
      CallBackDesk callBacks,
      MailSettings settings) {
    this.pages = pages;
    this.desk = desk;
    this.registration = registration;
    this.callBacks = callBacks;
    this.settings = settings;
  }

  @Get
  HttpResponse<String> list(
      HttpRequest<?> request,
      Authentication authentication,
      @Nullable @QueryValue String tab,
      @Nullable @QueryValue String after) {
    var page = pages.list(request, CurrentOperator.of(authentication), Tab.of(tab), after);
    return Pages.page(out -> JtecaseListGenerated.render(out, null, page));
  }

  /**
   * A case.
   *
   * @param client whose people to choose from
   */
  @Get("/{id}")
  HttpResponse<String> page(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Nullable @QueryValue String client) {
    return show(
        HttpStatus.OK, request, authentication, id, chosen(client), TicketPage.Refused.NOTHING);
  }

  /** The page again, if anything is new since the revision that the reader sees. */
  @Get("/{id}/news")
  HttpResponse<String> news(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Nullable @QueryValue String rev,
      @Nullable @QueryValue String client) {
    return pages
        .page(
            request,
            CurrentOperator.of(authentication),
            id,
            chosen(client),
            TicketPage.Refused.NOTHING)
        .map(page ->
            page.revision().equals(rev)
                ? HttpResponse.<String>noContent()
                : Pages.page(out -> JtecasePageGenerated.render(out, null, page)))
        .orElseGet(HttpResponse::notFound);
  }

  private static Optional<Long> chosen(@Nullable String client) {
    return Optional.ofNullable(client).filter(id -> id.matches("\\d{1,18}")).map(Long::valueOf);
  }

  /** Does what a form asks for. */
  @Post("/{id}/{form:call-back|reached|in-vain|promise|closing|registration}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> act(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      String form,
      @Body Map<String, Object> body) {
    var operator = CurrentOperator.of(authentication);
    Form fields = Form.of(body, settings.zone());
    Outcome<?> outcome = outcome(id, form, fields, operator.actor());
    if (outcome instanceof Outcome.Refused<?>(Refusal refusal)) {
      String why = RefusalWords.of(refusal, Words.in(operator.language()), settings.zone());
      return show(
          HttpStatus.UNPROCESSABLE_ENTITY,
          request,
          authentication,
          id,
          chosen(fields.text("client")),
          new TicketPage.Refused(form, refusal.field(), why, fields.typed()));
    }
    return Pages.goTo(CasePage.address(id));
  }

  private Outcome<?> outcome(long id, String form, Form fields, Actor by) {
    String text = fields.text("text");
    return switch (form) {
      case "call-back" ->
          callBacks.aboutCase(
              id,
              new CallBackDesk.Wish(
                  CallBackRecord.Purpose.FEEDBACK, fields.text("number").strip(), null),
              by,
              fields.text("key"));
      case "reached" -> desk.calledBack(id, text, by);
      case "in-vain" -> desk.calledInVain(id, text, by);
      case "promise" -> {
        var dueAt = fields.neededInstant("dueAt");
        Optional<Refusal> problem = fields.problem();
        yield problem.isPresent()
            ? new Outcome.Refused<>(problem.get())
            : desk.promise(id, dueAt, text, by);
      }
      case "closing" -> desk.giveUp(id, text, by);
      default ->
          registration.register(
              id,
              new CaseRegistration.Who(
                  fields.id("staffId").orElse(null), fields.text("subject").strip(), text),
              by);
    };
  }

  private HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      Optional<Long> client,
      TicketPage.Refused refused) {
    return pages
        .page(request, CurrentOperator.of(authentication), id, client, refused)
        .<HttpResponse<String>>map(
            page -> Pages.page(status, out -> JtecasePageGenerated.render(out, null, page)))
        .orElseGet(HttpResponse::notFound);
  }
}
