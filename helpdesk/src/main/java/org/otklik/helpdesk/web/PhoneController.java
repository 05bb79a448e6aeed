package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.call.CallBackRecord.Purpose;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.desk.CallBackDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.desk.TicketFile;
import org.otklik.helpdesk.desk.TicketFiles;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.pages.JteticketGenerated;
import org.otklik.helpdesk.words.Words;

/** Calls about a ticket from its page: the operator's telephone rings, then the number. */
@Controller("/tickets/{number}/call-backs")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured({"OPERATOR", "SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
class PhoneController {
  private static final String FORM = "call-backs";

  private final TicketFiles files;
  private final TicketPages pages;
  private final CallBackDesk desk;
  private final MailSettings settings;

  PhoneController(TicketFiles files, TicketPages pages, CallBackDesk desk, MailSettings settings) {
    this.files = files;
    this.pages = pages;
    this.desk = desk;
    this.settings = settings;
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> call(
      HttpRequest<?> request,
      long number,
      Authentication authentication,
      @Body Map<String, Object> body) {
    Optional<TicketFile> file = files.findByNumber(number);
    if (file.isEmpty()) {
      return HttpResponse.notFound();
    }
    var operator = CurrentOperator.of(authentication);
    Form fields = Form.of(body, settings.zone());
    var wish = new CallBackDesk.Wish(purpose(file.get()), fields.text("number").strip(), null);
    Outcome<CallBackRecord> outcome =
        desk.aboutTicket(file.get().ticket().id(), wish, operator.actor(), fields.text("key"));
    if (outcome instanceof Outcome.Refused<CallBackRecord>(Refusal refusal)) {
      String why = RefusalWords.of(refusal, Words.in(operator.language()), settings.zone());
      var refused = new TicketPage.Refused(FORM, refusal.field(), why, fields.typed());
      var page = pages.of(request, operator, file.get(), refused);
      return Pages.page(
          HttpStatus.UNPROCESSABLE_ENTITY, out -> JteticketGenerated.render(out, null, page));
    }
    return Pages.goTo("/tickets/" + number);
  }

  /** A call that ends what is owed comes before a question all the same. */
  private static Purpose purpose(TicketFile file) {
    return file.deadlines().stream().anyMatch(d -> d.isOwed() && d.kind() == DeadlineKind.FEEDBACK)
        ? Purpose.FEEDBACK
        : Purpose.CLARIFICATION;
  }
}
