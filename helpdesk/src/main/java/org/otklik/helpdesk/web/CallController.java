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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.call.CallAct;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.desk.CallDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.pages.JtecallGenerated;
import org.otklik.helpdesk.words.Words;

/** The card of a call: who called, and where an operator says what came of it. */
@Controller("/hotline/calls")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
class CallController {
  private final CallRows.Calls calls;
  private final CallLooks looks;
  private final CallDesk desk;
  private final Clients clients;
  private final Rows.Staff staff;
  private final TicketQueue tickets;
  private final Hearing hearing;
  private final Chromes chromes;
  private final MailSettings settings;

  CallController(
      CallRows.Calls calls,
      CallLooks looks,
      CallDesk desk,
      Clients clients,
      Rows.Staff staff,
      TicketQueue tickets,
      Hearing hearing,
      Chromes chromes,
      MailSettings settings) {
    this.calls = calls;
    this.looks = looks;
    this.desk = desk;
    this.clients = clients;
    this.staff = staff;
    this.tickets = tickets;
    this.hearing = hearing;
    this.chromes = chromes;
    this.settings = settings;
  }

  /** By what the PBX calls it. */
  @Get("/{pbx}/{linkedid}")
  HttpResponse<String> find(String pbx, String linkedid) {
    return calls
        .findByPbxAndLinkedid(pbx, linkedid)
        .<HttpResponse<String>>map(call -> Pages.goTo("/hotline/calls/" + call.id()))
        .orElseGet(HttpResponse::notFound);
  }

  /**
   * The card.
   *
   * @param client whose people to choose from, where the number doesn't tell
   */
  @Get("/{id}")
  HttpResponse<String> card(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Nullable @QueryValue String client) {
    return show(
        HttpStatus.OK, request, authentication, id, chosen(client), TicketPage.Refused.NOTHING);
  }

  private static Optional<Long> chosen(@Nullable String client) {
    return Optional.ofNullable(client).filter(id -> id.matches("\\d{1,18}")).map(Long::valueOf);
  }

  private HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      Optional<Long> client,
      TicketPage.Refused refused) {
    return calls
        .findById(id)
        .map(call -> page(request, authentication, call, client, refused))
        .<HttpResponse<String>>map(
            page -> Pages.page(status, out -> JtecallGenerated.render(out, null, page)))
        .orElseGet(HttpResponse::notFound);
  }

  private CallPage page(
      HttpRequest<?> request,
      Authentication authentication,
      CallRecord call,
      Optional<Long> client,
      TicketPage.Refused refused) {
    CallShown shown = looks.of(call);
    Chrome chrome =
        chromes
            .of(request, CurrentOperator.of(authentication), "hotline", "console.hotline.title")
            .at(shown.address());
    return new CallPage(
        chrome.at(chrome.path(), chrome.say("console.call.title", shown.number(chrome))),
        shown,
        shown.people().isEmpty() ? people(shown, client) : shown.people(),
        shown.clients().isEmpty() ? clients.list() : List.of(),
        client,
        Optional.ofNullable(call.ticketId()).flatMap(tickets::find).map(TicketQueue.Item::number),
        hearing.of(call, CurrentOperator.of(authentication)).isPresent(),
        refused);
  }

  private List<StaffMember> people(CallShown shown, Optional<Long> client) {
    Stream<Long> among =
        shown.clients().isEmpty() ? client.stream() : shown.clients().stream().map(Client::id);
    return among
        .flatMap(id -> staff.findByClientIdOrderByName(id).stream())
        .filter(StaffMember::active)
        .toList();
  }

  @Post("/{id}/{form:on-the-spot|feedback-owed|belongs|not-a-request}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> dispose(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      String form,
      @Body Map<String, Object> body) {
    var operator = CurrentOperator.of(authentication);
    Form fields = Form.of(body, settings.zone());
    CallAct act = act(form, fields);
    Outcome<CallRecord> outcome =
        fields
            .problem()
            .<Outcome<CallRecord>>map(Outcome.Refused::new)
            .orElseGet(() ->
                desk.dispose(
                    id,
                    act,
                    new CallDesk.Teller(operator.actor(), operator.supervises()),
                    fields.text("key")));
    if (outcome instanceof Outcome.Refused<CallRecord>(Refusal refusal)) {
      String why = RefusalWords.of(refusal, Words.in(operator.language()), settings.zone());
      return show(
          HttpStatus.UNPROCESSABLE_ENTITY,
          request,
          authentication,
          id,
          chosen(fields.text("client")),
          new TicketPage.Refused(form, refusal.field(), why, fields.typed()));
    }
    return Pages.goTo("/hotline/calls/" + id);
  }

  private static CallAct act(String form, Form fields) {
    Long person = fields.id("staffId").orElse(null);
    return switch (form) {
      case "on-the-spot" ->
          new CallAct.OnTheSpot(
              person,
              fields.text("subject").strip(),
              fields.text("asked"),
              fields.text("answered"));
      case "feedback-owed" ->
          new CallAct.FeedbackOwed(
              person,
              fields.text("subject").strip(),
              fields.text("asked"),
              fields.text("contact"),
              fields.instant("dueAt").orElse(null));
      case "belongs" ->
          new CallAct.Belongs(person, fields.neededId("ticketNumber"), fields.text("said"));
      default -> new CallAct.NotARequest(fields.text("reason"));
    };
  }
}
