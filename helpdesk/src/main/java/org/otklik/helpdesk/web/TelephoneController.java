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
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.PhoneDesk;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.pages.JtetelephonesGenerated;
import org.otklik.helpdesk.words.Words;

/** Which telephone of the PBX is whose. */
@Controller("/telephones")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class TelephoneController {
  private final Rows.Operators operators;
  private final PhoneDesk desk;
  private final Chromes chromes;
  private final MailSettings settings;

  TelephoneController(
      Rows.Operators operators, PhoneDesk desk, Chromes chromes, MailSettings settings) {
    this.operators = operators;
    this.desk = desk;
    this.chromes = chromes;
    this.settings = settings;
  }

  /** What the page shows; a refused form is named by the operator's id. */
  public record TelephonesPage(
      Chrome chrome, List<Operator> operators, TicketPage.Refused refused) {
    public String typed(Operator operator) {
      String extension = operator.extension();
      return refused.typed(
          Long.toString(operator.id()), "extension", extension == null ? "" : extension);
    }
  }

  @Get
  HttpResponse<String> page(HttpRequest<?> request, Authentication authentication) {
    return show(
        HttpStatus.OK, request, CurrentOperator.of(authentication), TicketPage.Refused.NOTHING);
  }

  @Post("/{id}")
  @Secured("ADMINISTRATOR")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> give(
      HttpRequest<?> request,
      Authentication authentication,
      long id,
      @Body Map<String, Object> body) {
    var operator = CurrentOperator.of(authentication);
    Form fields = Form.of(body, settings.zone());
    String extension = fields.text("extension").strip();
    Outcome<Operator> outcome = desk.extension(id, extension.isEmpty() ? null : extension);
    if (outcome instanceof Outcome.Refused<Operator>(Refusal refusal)) {
      String why = RefusalWords.of(refusal, Words.in(operator.language()), settings.zone());
      return show(
          HttpStatus.UNPROCESSABLE_ENTITY,
          request,
          operator,
          new TicketPage.Refused(Long.toString(id), refusal.field(), why, fields.typed()));
    }
    return Pages.goTo("/telephones");
  }

  private HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      CurrentOperator operator,
      TicketPage.Refused refused) {
    var page =
        new TelephonesPage(
            chromes.of(request, operator, "status", "console.telephones.title").at("/telephones"),
            operators.findByActiveTrueOrderByName(),
            refused);
    return Pages.page(status, out -> JtetelephonesGenerated.render(out, null, page));
  }
}
