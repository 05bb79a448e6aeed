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
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.desk.TicketFile;
import org.otklik.helpdesk.desk.TicketFiles;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.web.TicketPage.Refused;
import org.otklik.helpdesk.web.pages.JteticketGenerated;
import org.otklik.helpdesk.words.Words;

/**
 * A ticket, and what operators do to it. Every act answers with the ticket's page: a redirect to it
 * when done, else the page with the reason and what was typed.
 */
@Controller("/tickets/{number}")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class TicketController {
  private final TicketFiles files;
  private final TicketDesk desk;
  private final TicketPages pages;

  TicketController(TicketFiles files, TicketDesk desk, TicketPages pages) {
    this.files = files;
    this.desk = desk;
    this.pages = pages;
  }

  /** What the forms for answers and notes send. */
  @Serdeable
  record Said(@Nullable String text) {
    String typed() {
      // Browsers send CRLF, whatever was typed (HTML, form submission).
      return text == null ? "" : text.replace("\r\n", "\n");
    }
  }

  /** What the form for the responsible operator sends; no operator is nobody. */
  @Serdeable
  record Assigned(@Nullable String operator, @Nullable Long version) {}

  @Get
  HttpResponse<String> page(HttpRequest<?> request, long number, Authentication authentication) {
    return files
        .findByNumber(number)
        .map(file -> show(HttpStatus.OK, request, authentication, file, Refused.NOTHING))
        .orElseGet(HttpResponse::notFound);
  }

  /** The page again, if anything is new since the revision that the reader sees. */
  @Get("/news")
  HttpResponse<String> news(
      HttpRequest<?> request,
      long number,
      Authentication authentication,
      @Nullable @QueryValue String rev) {
    return files
        .findByNumber(number)
        .map(file ->
            TicketPage.revision(file).equals(rev)
                ? HttpResponse.<String>noContent()
                : show(HttpStatus.OK, request, authentication, file, Refused.NOTHING))
        .orElseGet(HttpResponse::notFound);
  }

  @Post("/answer")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> answer(
      HttpRequest<?> request, long number, Authentication authentication, @Body Said said) {
    return act(
        request,
        number,
        authentication,
        "answer",
        said.typed(),
        file ->
            desk.answer(
                file.ticket().id(), CurrentOperator.of(authentication).actor(), said.typed()));
  }

  @Post("/note")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> note(
      HttpRequest<?> request, long number, Authentication authentication, @Body Said said) {
    return act(
        request,
        number,
        authentication,
        "note",
        said.typed(),
        file ->
            desk.note(
                file.ticket().id(), CurrentOperator.of(authentication).actor(), said.typed()));
  }

  @Post("/responsible")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> assign(
      HttpRequest<?> request, long number, Authentication authentication, @Body Assigned to) {
    Optional<Long> operator =
        Optional.ofNullable(to.operator()).filter(id -> id.matches("\\d{1,18}")).map(Long::valueOf);
    return act(
        request,
        number,
        authentication,
        "responsible",
        "",
        file ->
            desk.assign(
                file.ticket().id(),
                operator.orElse(null),
                CurrentOperator.of(authentication).actor(),
                to.version()));
  }

  private HttpResponse<String> act(
      HttpRequest<?> request,
      long number,
      Authentication authentication,
      String form,
      String typed,
      Function<TicketFile, Outcome<Ticket>> act) {
    Optional<TicketFile> file = files.findByNumber(number);
    if (file.isEmpty()) {
      return HttpResponse.notFound();
    }
    return switch (act.apply(file.get())) {
      case Outcome.Done<Ticket> done -> Pages.goTo("/tickets/" + number);
      case Outcome.Refused<Ticket> refused -> {
        Words words = Words.in(CurrentOperator.of(authentication).language());
        var why = new Refused(form, words.say(refused.refusal().key()), typed);
        yield show(
            HttpStatus.UNPROCESSABLE_ENTITY,
            request,
            authentication,
            files.findByNumber(number).orElse(file.get()),
            why);
      }
    };
  }

  private HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      Authentication authentication,
      TicketFile file,
      Refused refused) {
    TicketPage page = pages.of(request, CurrentOperator.of(authentication), file, refused);
    return Pages.page(status, out -> JteticketGenerated.render(out, null, page));
  }
}
