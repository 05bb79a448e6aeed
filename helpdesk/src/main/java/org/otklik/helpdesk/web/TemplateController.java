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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.desk.TemplateDesk;
import org.otklik.helpdesk.letter.LetterKind;
import org.otklik.helpdesk.letter.LetterText;
import org.otklik.helpdesk.letter.SavedLetters;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.web.pages.JteletterTemplateGenerated;
import org.otklik.helpdesk.web.pages.JteletterTemplatesGenerated;

/** Where supervisors give letters words of their own. */
@Controller("/letter-templates")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured({"SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
public class TemplateController {
  private final TemplateDesk desk;
  private final Chromes chromes;
  private final MailSettings settings;

  TemplateController(TemplateDesk desk, Chromes chromes, MailSettings settings) {
    this.desk = desk;
    this.chromes = chromes;
    this.settings = settings;
  }

  /**
   * What the list shows.
   *
   * @param saved the latest saved version of each that has one, by name
   */
  public record TemplatesPage(
      Chrome chrome,
      Language language,
      List<LetterKind> kinds,
      Map<String, SavedLetters.Version> saved) {

    /** The version by which its own words count. */
    public Optional<SavedLetters.Version> own(LetterKind kind) {
      return Optional.ofNullable(saved.get(kind.name())).filter(v -> v.text().isPresent());
    }
  }

  /**
   * What a template's page shows.
   *
   * @param text in the form
   * @param preview how it looks, when it can be read
   * @param refused why it can't be saved, "" when nothing was refused
   * @param wrong the field that is to blame
   */
  public record TemplatePage(
      Chrome chrome,
      TemplateDesk.Standing standing,
      LetterText text,
      Optional<Letters.Words> preview,
      String refused,
      String wrong) {

    public String address() {
      return "/letter-templates/" + standing.kind().name() + "/" + standing.language().tag();
    }

    public List<String> placeholders() {
      return List.copyOf(new TreeSet<>(standing.kind().placeholders()));
    }

    public String html() {
      String own = text.html();
      return own == null ? "" : own;
    }
  }

  @Get
  HttpResponse<String> list(
      HttpRequest<?> request,
      Authentication authentication,
      @Nullable @QueryValue String language) {
    Chrome chrome = chrome(request, authentication);
    Language shown = language == null ? chrome.words().language() : Language.of(language);
    var page = new TemplatesPage(chrome, shown, LetterKind.all(), desk.saved(shown));
    return Pages.page(out -> JteletterTemplatesGenerated.render(out, null, page));
  }

  @Get("/{name}/{language:ru|en}")
  HttpResponse<String> edit(
      HttpRequest<?> request, Authentication authentication, String name, String language) {
    return desk.find(name, Language.of(language))
        .map(standing ->
            show(HttpStatus.OK, request, authentication, standing, standing.current(), null))
        .orElseGet(HttpResponse::notFound);
  }

  /** Shows how what was typed would look, saves it, or takes the program's own words again. */
  @Post("/{name}/{language:ru|en}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> save(
      HttpRequest<?> request,
      Authentication authentication,
      String name,
      String language,
      @Body Map<String, Object> body) {
    Optional<TemplateDesk.Standing> standing = desk.find(name, Language.of(language));
    if (standing.isEmpty()) {
      return HttpResponse.notFound();
    }
    Form form = Form.of(body, settings.zone());
    LetterText text = read(form);
    int seen = form.id("version").orElse(0L).intValue();
    var operator = CurrentOperator.of(authentication);
    Language of = standing.get().language();
    Outcome<?> outcome =
        switch (form.text("do")) {
          case "save" -> desk.save(name, of, text, seen, operator.actor());
          case "reset" -> desk.reset(name, of, seen, operator.actor());
          default -> desk.preview(name, of, text);
        };
    boolean refused = outcome instanceof Outcome.Refused<?>;
    if (!refused && !form.text("do").equals("preview")) {
      return Pages.goTo(request.getPath());
    }
    return show(
        refused ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK,
        request,
        authentication,
        standing.get(),
        text,
        outcome instanceof Outcome.Refused<?>(Refusal refusal) ? refusal : null);
  }

  private static LetterText read(Form form) {
    String html = form.text("html");
    return new LetterText(
        form.text("subject").strip(), form.text("body"), html.isBlank() ? null : html);
  }

  private Chrome chrome(HttpRequest<?> request, Authentication authentication) {
    return chromes.of(
        request, CurrentOperator.of(authentication), "mail", "console.templates.title");
  }

  private HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      Authentication authentication,
      TemplateDesk.Standing standing,
      LetterText text,
      @Nullable Refusal refusal) {
    Chrome chrome = chrome(request, authentication);
    Optional<Letters.Words> preview =
        desk.preview(standing.kind().name(), standing.language(), text)
                instanceof Outcome.Done<Letters.Words>(Letters.Words words)
            ? Optional.of(words)
            : Optional.empty();
    var page =
        new TemplatePage(
            chrome.at(request.getPath(), chrome.say("console.template." + standing.kind().name())),
            standing,
            text,
            preview,
            refusal == null ? "" : RefusalWords.of(refusal, chrome.words(), settings.zone()),
            refusal == null ? "" : refusal.field());
    return Pages.page(status, out -> JteletterTemplateGenerated.render(out, null, page));
  }
}
