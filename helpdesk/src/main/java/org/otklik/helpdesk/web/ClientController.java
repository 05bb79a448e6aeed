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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.desk.ClientDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.PhoneDesk;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.pages.JteclientListGenerated;
import org.otklik.helpdesk.web.pages.JteclientPageGenerated;
import org.otklik.helpdesk.words.Words;

/** Client firms, the people on their lists, and the telephone numbers of both. */
@Controller("/clients")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ClientController {
  private final ClientPages pages;
  private final ClientDesk desk;
  private final PhoneDesk phones;
  private final MailSettings settings;

  ClientController(ClientPages pages, ClientDesk desk, PhoneDesk phones, MailSettings settings) {
    this.pages = pages;
    this.desk = desk;
    this.phones = phones;
    this.settings = settings;
  }

  @Get
  HttpResponse<String> list(HttpRequest<?> request, Authentication authentication) {
    var page = pages.list(request, CurrentOperator.of(authentication), TicketPage.Refused.NOTHING);
    return Pages.page(out -> JteclientListGenerated.render(out, null, page));
  }

  @Get("/{id}")
  HttpResponse<String> page(HttpRequest<?> request, Authentication authentication, long id) {
    return show(
        HttpStatus.OK, request, CurrentOperator.of(authentication), id, TicketPage.Refused.NOTHING);
  }

  /** Takes a client in, on the standard plan and the provider's calendar. */
  @Post
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> add(
      HttpRequest<?> request, Authentication authentication, @Body Map<String, Object> body) {
    var operator = CurrentOperator.of(authentication);
    Form fields = Form.of(body, settings.zone());
    var start = fields.neededDay("contractStart");
    var wanted =
        new ClientDesk.NewClient(
            fields.text("name"),
            fields.text("contractNumber"),
            start,
            start,
            fields.neededDay("contractEnd"),
            fields.text("address").strip(),
            Language.of(fields.text("language")),
            several(fields, "domains"),
            fields.id("responsible").orElse(null),
            fields.text("region").strip(),
            several(fields, "phones"));
    Outcome<Client> outcome =
        fields
            .problem()
            .<Outcome<Client>>map(Outcome.Refused::new)
            .orElseGet(() -> desk.add(wanted));
    return switch (outcome) {
      case Outcome.Done<Client>(Client client) -> Pages.goTo("/clients/" + client.id());
      case Outcome.Refused<Client>(Refusal refusal) -> {
        var page = pages.list(request, operator, refused("new", fields, refusal, operator));
        yield Pages.page(
            HttpStatus.UNPROCESSABLE_ENTITY, out -> JteclientListGenerated.render(out, null, page));
      }
    };
  }

  /** Puts somebody on a client's list: from then on their mail counts. */
  @Post("/{id}/staff")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> addStaff(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body Map<String, Object> body) {
    Form fields = Form.of(body, settings.zone());
    var wanted =
        new ClientDesk.NewStaff(
            fields.text("name"),
            fields.choice(Role.class, "role").orElse(Role.LIMITED),
            several(fields, "addresses"),
            several(fields, "phones"));
    return answer(request, authentication, id, "staff", fields, desk.add(id, wanted));
  }

  /** A client has a number more, or one less. */
  @Post("/{id}/phones/{act:add|remove}")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> phone(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      String act,
      @Body Map<String, Object> body) {
    Form fields = Form.of(body, settings.zone());
    String phone = fields.text("phone").strip();
    var outcome =
        act.equals("add") ? phones.addToClient(id, phone) : phones.removeFromClient(id, phone);
    return answer(request, authentication, id, "phones", fields, outcome);
  }

  /** Somebody has a number more, or one less. */
  @Post("/{id}/staff/{member}/phones/{act:add|remove}")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> staffPhone(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      long member,
      String act,
      @Body Map<String, Object> body) {
    Form fields = Form.of(body, settings.zone());
    String phone = fields.text("phone").strip();
    var outcome =
        act.equals("add")
            ? phones.addToStaff(id, member, phone)
            : phones.removeFromStaff(id, member, phone);
    return answer(request, authentication, id, "phones-" + member, fields, outcome);
  }

  /** A line each, or commas between. */
  private static List<String> several(Form fields, String name) {
    return Stream.of(fields.text(name).split("[,;\n]"))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private HttpResponse<String> answer(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      String form,
      Form fields,
      Outcome<?> outcome) {
    var operator = CurrentOperator.of(authentication);
    if (outcome instanceof Outcome.Refused<?>(Refusal refusal)) {
      return show(
          HttpStatus.UNPROCESSABLE_ENTITY,
          request,
          operator,
          id,
          refused(form, fields, refusal, operator));
    }
    return Pages.goTo("/clients/" + id);
  }

  private TicketPage.Refused refused(
      String form, Form fields, Refusal refusal, CurrentOperator operator) {
    String why = RefusalWords.of(refusal, Words.in(operator.language()), settings.zone());
    return new TicketPage.Refused(form, refusal.field(), why, fields.typed());
  }

  private HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      CurrentOperator operator,
      long id,
      TicketPage.Refused refused) {
    return pages
        .page(request, operator, id, refused)
        .<HttpResponse<String>>map(
            page -> Pages.page(status, out -> JteclientPageGenerated.render(out, null, page)))
        .orElseGet(HttpResponse::notFound);
  }
}
