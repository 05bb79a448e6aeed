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
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.desk.HeldDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.words.Words;

/** Where operators decide about held mail. */
@Controller("/mail/{id}")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class HeldController {
  private final HeldDesk desk;
  private final MailController pages;
  private final MailSettings settings;

  HeldController(HeldDesk desk, MailController pages, MailSettings settings) {
    this.desk = desk;
    this.pages = pages;
    this.settings = settings;
  }

  @Post("/{form:registration|forwarding|discarding}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> decide(
      HttpRequest<?> request,
      long id,
      String form,
      Authentication authentication,
      @Body Map<String, Object> body) {
    var operator = CurrentOperator.of(authentication);
    Form fields = Form.of(body, settings.zone());
    Outcome<?> outcome =
        switch (form) {
          case "registration" -> desk.register(id, registration(fields, body), operator.actor());
          case "forwarding" -> desk.forward(id, fields.id("client").orElse(null), operator.actor());
          default -> desk.discard(id, fields.text("reason"), operator.actor());
        };
    if (outcome instanceof Outcome.Refused<?>(Refusal refusal)) {
      String why = RefusalWords.of(refusal, Words.in(operator.language()), settings.zone());
      return pages.show(
          HttpStatus.UNPROCESSABLE_ENTITY,
          request,
          authentication,
          id,
          new TicketPage.Refused(form, refusal.field(), why, fields.typed()));
    }
    return Pages.goTo("/mail/" + id);
  }

  private static HeldDesk.Registration registration(Form fields, Map<String, Object> body) {
    return new HeldDesk.Registration(
        fields.id("client").orElse(null),
        fields.text("name").strip(),
        fields.choice(Role.class, "role").orElse(Role.LIMITED),
        also(body.get("also")));
  }

  /** Several boxes of one name come as a list, one alone. */
  private static List<Long> also(@Nullable Object sent) {
    Stream<?> values =
        sent == null
            ? Stream.empty()
            : sent instanceof List<?> list ? list.stream() : Stream.of(sent);
    return values
        .map(String::valueOf)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .toList();
  }
}
