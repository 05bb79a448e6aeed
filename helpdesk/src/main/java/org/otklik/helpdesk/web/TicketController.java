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
import io.micronaut.http.server.multipart.MultipartBody;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.desk.TicketFile;
import org.otklik.helpdesk.desk.TicketFiles;
import org.otklik.helpdesk.desk.UploadedForm;
import org.otklik.helpdesk.desk.Uploads;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.ticket.ActKind;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;
import org.otklik.helpdesk.web.TicketPage.Refused;
import org.otklik.helpdesk.web.pages.JteticketGenerated;
import org.otklik.helpdesk.web.pages.parts.JtequotedGenerated;
import org.otklik.helpdesk.web.pages.parts.JtetermsGenerated;
import org.otklik.helpdesk.words.Words;

/**
 * A ticket, and what operators do to it. Every act answers with the ticket's page: a redirect to it
 * when done, else the page with the reason at the form and what was typed.
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
  private final Uploads uploads;
  private final MailSettings settings;

  TicketController(
      TicketFiles files,
      TicketDesk desk,
      TicketPages pages,
      Uploads uploads,
      MailSettings settings) {
    this.uploads = uploads;
    this.files = files;
    this.desk = desk;
    this.pages = pages;
    this.settings = settings;
  }

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
            pages.isNews(file, CurrentOperator.of(authentication), rev)
                ? show(HttpStatus.OK, request, authentication, file, Refused.NOTHING)
                : HttpResponse.<String>noContent())
        .orElseGet(HttpResponse::notFound);
  }

  /** What a comment leaves out of its message; read again when somebody unfolds it. */
  @Get("/comments/{comment}/quoted")
  HttpResponse<String> quoted(long number, long comment) {
    return files
        .findByNumber(number)
        .flatMap(file -> files.quoted(file.ticket().id(), comment))
        .<HttpResponse<String>>map(
            text -> Pages.page(out -> JtequotedGenerated.render(out, null, text)))
        .orElseGet(HttpResponse::notFound);
  }

  /** What follows from an analysis as far as it is filled in: the part of its form. */
  @Get("/terms/{form:analyse|reclassify}")
  HttpResponse<String> terms(
      HttpRequest<?> request, long number, String form, Authentication authentication) {
    Words words = Words.in(CurrentOperator.of(authentication).language());
    var typed = new HashMap<String, String>();
    request.getParameters().forEach((name, values) -> typed.put(name, values.getLast()));
    return files
        .findByNumber(number)
        .flatMap(file -> desk.look(file.ticket().id()))
        .map(matter -> pages.terms(words, form, matter, typed))
        .<HttpResponse<String>>map(
            part -> Pages.page(out -> JtetermsGenerated.render(out, null, part)))
        .orElseGet(HttpResponse::notFound);
  }

  /** Does what a form asks for. */
  @Post("/{form}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> act(
      HttpRequest<?> request,
      long number,
      String form,
      Authentication authentication,
      @Body Map<String, Object> body) {
    Optional<ActKind> kind = ActForms.kind(form);
    Optional<TicketFile> file = files.findByNumber(number);
    if (kind.isEmpty() || file.isEmpty()) {
      return HttpResponse.notFound();
    }
    var operator = CurrentOperator.of(authentication);
    if (kind.get().isForSupervisors() && !Chrome.supervises(operator)) {
      return HttpResponse.status(HttpStatus.FORBIDDEN);
    }
    Form fields = Form.of(body, settings.zone());
    return perform(file.get(), kind.get(), fields, operator)
        .<HttpResponse<String>>map(refusal ->
            show(
                HttpStatus.UNPROCESSABLE_ENTITY,
                request,
                authentication,
                files.findByNumber(number).orElse(file.get()),
                refused(form, fields, refusal, operator)))
        .orElseGet(() -> Pages.goTo("/tickets/" + number));
  }

  /** Says something, with files. */
  @Post("/{form:answer|note}")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  HttpResponse<String> say(
      HttpRequest<?> request,
      long number,
      String form,
      Authentication authentication,
      @Body MultipartBody body) {
    UploadedForm sent = UploadedForm.of(body);
    Optional<TicketFile> file = files.findByNumber(number);
    if (file.isEmpty()) {
      return HttpResponse.notFound();
    }
    var operator = CurrentOperator.of(authentication);
    Form fields = Form.of(sent.fields(), settings.zone());
    Outcome<?> outcome =
        switch (uploads.keep(sent.files())) {
          case Outcome.Refused<List<Request.File>> refused -> refused;
          case Outcome.Done<List<Request.File>>(List<Request.File> kept) ->
              desk.perform(
                  file.get().ticket().id(),
                  form.equals("note")
                      ? new TicketAct.Note(fields.text("text"), kept)
                      : new TicketAct.Answer(fields.text("text"), kept),
                  operator.actor(),
                  null,
                  fields.text("key"));
        };
    return outcome instanceof Outcome.Refused<?>(Refusal refusal)
        ? show(
            HttpStatus.UNPROCESSABLE_ENTITY,
            request,
            authentication,
            files.findByNumber(number).orElse(file.get()),
            refused(form, fields, refusal, operator))
        : Pages.goTo("/tickets/" + number);
  }

  /** Why it wasn't done; empty when it was. */
  private Optional<Refusal> perform(
      TicketFile file, ActKind kind, Form fields, CurrentOperator operator) {
    TicketAct act = ActForms.read(kind, fields, this::idOf);
    if (fields.problem().isPresent()) {
      return fields.problem();
    }
    Long seen = ActForms.isSaid(kind) ? null : fields.id("version").orElse(null);
    String key = ActForms.isSaid(kind) ? fields.text("key") : "";
    return switch (desk.perform(file.ticket().id(), act, operator.actor(), seen, key)) {
      case Outcome.Done<Ticket> _ -> Optional.empty();
      case Outcome.Refused<Ticket>(Refusal refusal) -> Optional.of(refusal);
    };
  }

  private Optional<Long> idOf(long number) {
    return files.findByNumber(number).map(file -> file.ticket().id());
  }

  private Refused refused(String form, Form fields, Refusal refusal, CurrentOperator operator) {
    String why = RefusalWords.of(refusal, Words.in(operator.language()), settings.zone());
    return new Refused(form, refusal.field(), why, fields.typed());
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
