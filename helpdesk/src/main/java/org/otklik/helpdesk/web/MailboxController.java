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
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.desk.MailboxDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.mailbox.MailboxAct;
import org.otklik.helpdesk.mailbox.MailboxForm;
import org.otklik.helpdesk.mailbox.MailboxSeal;
import org.otklik.helpdesk.mailbox.MailboxSecrets;
import org.otklik.helpdesk.mailbox.MailboxTest;
import org.otklik.helpdesk.mailbox.MailboxTrial;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.pages.JtemailboxGenerated;
import org.otklik.helpdesk.words.Words;

/** Where administrators make, change and remove mailboxes. */
@Controller
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured("ADMINISTRATOR")
@ExecuteOn(TaskExecutors.BLOCKING)
public class MailboxController {
  private final MailboxDesk desk;
  private final MailboxTrial trial;
  private final Clients clients;
  private final Chromes chromes;
  private final MailSettings settings;

  MailboxController(
      MailboxDesk desk,
      MailboxTrial trial,
      Clients clients,
      Chromes chromes,
      MailSettings settings) {
    this.desk = desk;
    this.trial = trial;
    this.clients = clients;
    this.chromes = chromes;
    this.settings = settings;
  }

  /**
   * What the page shows.
   *
   * @param name "" of a new one
   * @param version the one that was seen; null where nothing can be changed here
   * @param fields by their names, without what lets in
   * @param keySetting the setting without which nothing can be kept, where it is missing
   * @param said what came of the last act
   * @param wrong the field that is to blame
   */
  public record MailboxPage(
      Chrome chrome,
      String name,
      @Nullable Long version,
      Map<String, String> fields,
      List<Client> clients,
      Optional<String> keySetting,
      Optional<Said> said,
      String wrong,
      List<MailboxAct> acts) {
    public boolean isNew() {
      return name.isEmpty();
    }

    /** Whether it stands in the settings of the program. */
    public boolean isFixed() {
      return !isNew() && version == null;
    }

    public String address() {
      return isNew() ? "/new-mailbox" : "/mailboxes/" + name;
    }

    public String value(String field) {
      return fields.getOrDefault(field, "");
    }

    public boolean isChosen(String field, String value) {
      return value(field).equals(value);
    }
  }

  /** What came of an act, in words. */
  public record Said(boolean well, String words) {}

  /** A request for a page and what it was. */
  private record Asked(HttpRequest<?> request, CurrentOperator operator) {
    Words words() {
      return Words.in(operator.language());
    }
  }

  @Get("/new-mailbox")
  HttpResponse<String> begin(HttpRequest<?> request, Authentication authentication) {
    var asked = new Asked(request, CurrentOperator.of(authentication));
    var fields = MailboxFields.of(MailboxForm.blank());
    return show(HttpStatus.OK, asked, "", 0L, fields, Optional.empty(), "");
  }

  /** Tries what was typed, or saves it. */
  @Post("/new-mailbox")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> add(
      HttpRequest<?> request, Authentication authentication, @Body Map<String, Object> body) {
    var asked = new Asked(request, CurrentOperator.of(authentication));
    Form typed = Form.of(body, settings.zone());
    MailboxForm form = MailboxFields.form(typed);
    MailboxSecrets secrets = MailboxFields.secrets(typed);
    if (typed.text("do").equals("test")) {
      return tested(asked, "", 0L, typed, desk.test("", form, secrets));
    }
    String name = typed.text("name").strip();
    return switch (desk.add(name, form, secrets, asked.operator().actor())) {
      case Outcome.Done<MailboxDesk.Saved> _ -> Pages.goTo("/status");
      case Outcome.Refused<MailboxDesk.Saved>(Refusal refusal) ->
          refused(asked, "", 0L, typed, refusal);
    };
  }

  @Get("/mailboxes/{name}")
  HttpResponse<String> edit(
      HttpRequest<?> request,
      Authentication authentication,
      String name,
      @QueryValue Optional<String> saved) {
    var asked = new Asked(request, CurrentOperator.of(authentication));
    var said =
        saved.map(how ->
            new Said(
                true,
                asked.words().say(how.equals("anew") ? "mailbox.saved.anew" : "mailbox.saved")));
    return desk.find(name)
        .map(made ->
            show(
                HttpStatus.OK,
                asked,
                name,
                made.version(),
                MailboxFields.of(made.form()),
                said,
                ""))
        .or(() ->
            trial
                .inSettings(name)
                .map(form ->
                    show(HttpStatus.OK, asked, name, null, MailboxFields.of(form), said, "")))
        .orElseGet(HttpResponse::notFound);
  }

  @Post("/mailboxes/{name}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> change(
      HttpRequest<?> request,
      Authentication authentication,
      String name,
      @Body Map<String, Object> body) {
    var asked = new Asked(request, CurrentOperator.of(authentication));
    Form typed = Form.of(body, settings.zone());
    MailboxForm form = MailboxFields.form(typed);
    MailboxSecrets secrets = MailboxFields.secrets(typed);
    long seen = typed.id("version").orElse(-1L);
    if (typed.text("do").equals("test")) {
      return tested(asked, name, seen, typed, desk.test(name, form, secrets));
    }
    return switch (desk.change(name, form, secrets, seen, asked.operator().actor())) {
      case Outcome.Done<MailboxDesk.Saved>(MailboxDesk.Saved saved) ->
          Pages.goTo("/mailboxes/" + name + "?saved=" + (saved.anew() ? "anew" : "well"));
      case Outcome.Refused<MailboxDesk.Saved>(Refusal refusal) ->
          refused(asked, name, seen, typed, refusal);
    };
  }

  /** Ends reading it. */
  @Post("/mailboxes/{name}/removal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> remove(
      HttpRequest<?> request,
      Authentication authentication,
      String name,
      @Body Map<String, Object> body) {
    var asked = new Asked(request, CurrentOperator.of(authentication));
    long seen = Form.of(body, settings.zone()).id("version").orElse(-1L);
    return switch (desk.remove(name, seen, asked.operator().actor())) {
      case Outcome.Done<?> _ -> Pages.goTo("/status");
      case Outcome.Refused<?>(Refusal refusal) ->
          desk.find(name)
              .map(made ->
                  show(
                      HttpStatus.UNPROCESSABLE_ENTITY,
                      asked,
                      name,
                      made.version(),
                      MailboxFields.of(made.form()),
                      Optional.of(said(asked, refusal)),
                      ""))
              .orElseGet(HttpResponse::notFound);
    };
  }

  private HttpResponse<String> tested(
      Asked asked, String name, long seen, Form typed, Outcome<MailboxTest> outcome) {
    return switch (outcome) {
      case Outcome.Done<MailboxTest>(MailboxTest test) ->
          show(
              HttpStatus.OK,
              asked,
              name,
              seen,
              typed.typed(),
              Optional.of(new Said(test.works(), test.say(asked.words()))),
              "");
      case Outcome.Refused<MailboxTest>(Refusal refusal) ->
          refused(asked, name, seen, typed, refusal);
    };
  }

  /** To htmx, which takes what was said out of the page, it is an answer as any other. */
  private HttpResponse<String> refused(
      Asked asked, String name, long seen, Form typed, Refusal refusal) {
    boolean part = asked.request().getHeaders().contains("HX-Request");
    return show(
        part ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY,
        asked,
        name,
        seen,
        typed.typed(),
        Optional.of(said(asked, refusal)),
        refusal.field());
  }

  private Said said(Asked asked, Refusal refusal) {
    Words words = asked.words();
    String why = RefusalWords.of(refusal, words, settings.zone());
    String field = "console.mailbox." + refusal.field();
    return new Said(false, words.has(field) ? words.say(field) + ": " + why : why);
  }

  private HttpResponse<String> show(
      HttpStatus status,
      Asked asked,
      String name,
      @Nullable Long version,
      Map<String, String> fields,
      Optional<Said> said,
      String wrong) {
    Chrome chrome = chromes.of(asked.request(), asked.operator(), "status", "console.mailbox.new");
    var page =
        new MailboxPage(
            name.isEmpty() ? chrome.at("/new-mailbox") : chrome.at("/mailboxes/" + name, name),
            name,
            version,
            fields,
            clients.list(),
            desk.canKeepSecrets() ? Optional.empty() : Optional.of(MailboxSeal.SETTING),
            said,
            wrong,
            name.isEmpty() ? List.of() : desk.acts(name));
    return Pages.page(status, out -> JtemailboxGenerated.render(out, null, page));
  }
}
