package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.desk.TemplateDesk;
import org.otklik.helpdesk.letter.LetterKind;
import org.otklik.helpdesk.letter.LetterText;
import org.otklik.helpdesk.letter.SavedLetters;
import org.otklik.helpdesk.outbox.Letters;

/** The words of letters, which supervisors may change. Languages are {@code ru} and {@code en}. */
@Controller("/api/v1/letter-templates")
@Secured({"SUPERVISOR", "ADMINISTRATOR"})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Letters")
class LetterTemplatesApi {
  private final TemplateDesk desk;

  LetterTemplatesApi(TemplateDesk desk) {
    this.desk = desk;
  }

  /** Words with placeholders; without {@code html} it is made from the text. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record TextView(@Nullable String subject, @Nullable String body, @Nullable String html) {
    static TextView of(LetterText text) {
      return new TextView(text.subject(), text.body(), text.html());
    }

    LetterText text() {
      return new LetterText(Given.text(subject), Given.text(body), html);
    }
  }

  /** Words to be saved; {@code version} is the one that the asker saw, 0 for none. */
  @Serdeable
  record NewText(
      @Nullable String subject,
      @Nullable String body,
      @Nullable String html,
      @Nullable Integer version) {
    LetterText text() {
      return new LetterText(Given.text(subject), Given.text(body), html);
    }
  }

  /** A template in a list. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record TemplateItem(String name, String language, boolean own, int version) {}

  /** A version; {@code text} is null where the program's own words were taken again. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record VersionView(
      int version, @Nullable TextView text, Instant savedAt, Views.@Nullable Reference savedBy) {
    static VersionView of(SavedLetters.Version version) {
      return new VersionView(
          version.version(),
          version.text().map(TextView::of).orElse(null),
          version.savedAt(),
          Views.Reference.of(version.savedBy(), version.saverName()));
    }
  }

  /** A template with all that is known of it. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record TemplateView(
      String name,
      String language,
      boolean own,
      int version,
      TextView current,
      TextView shipped,
      List<String> placeholders,
      List<VersionView> versions) {
    static TemplateView of(TemplateDesk.Standing standing) {
      return new TemplateView(
          standing.kind().name(),
          standing.language().tag(),
          standing.isOwn(),
          standing.version(),
          TextView.of(standing.current()),
          TextView.of(standing.shipped()),
          List.copyOf(new TreeSet<>(standing.kind().placeholders())),
          standing.versions().stream().map(VersionView::of).toList());
    }
  }

  /** Every template in every language. */
  @Get
  @Operation(summary = "List the templates of letters")
  List<TemplateItem> list() {
    return List.of(Language.values()).stream()
        .flatMap(language -> {
          Map<String, SavedLetters.Version> saved = desk.saved(language);
          return LetterKind.all().stream()
              .map(kind -> item(kind, language, Optional.ofNullable(saved.get(kind.name()))));
        })
        .toList();
  }

  private static TemplateItem item(
      LetterKind kind, Language language, Optional<SavedLetters.Version> saved) {
    return new TemplateItem(
        kind.name(),
        language.tag(),
        saved.flatMap(SavedLetters.Version::text).isPresent(),
        saved.map(SavedLetters.Version::version).orElse(0));
  }

  /** Shows a template: its words, what the program brought, what can be named, all versions. */
  @Get("/{name}/{language}")
  @Operation(summary = "Show a template")
  TemplateView show(String name, String language) {
    return desk.find(name, language(language))
        .map(TemplateView::of)
        .orElseThrow(() -> RefusedException.notFound("template"));
  }

  /** Shows how words would look, with invented values; nothing is saved. */
  @Post("/{name}/{language}/preview")
  @Operation(summary = "Show how a letter would look")
  TextView preview(String name, String language, @Body NewText words) {
    Letters.Words seen =
        RefusedException.done(desk.preview(name, language(language), words.text()));
    return new TextView(seen.subject(), seen.body(), seen.html());
  }

  /** Saves words of one's own, which count at once; an unknown placeholder is refused by name. */
  @Put("/{name}/{language}")
  @Operation(summary = "Save a template")
  TemplateView save(
      String name, String language, @Body NewText words, Authentication authentication) {
    RefusedException.done(
        desk.save(
            name,
            language(language),
            words.text(),
            words.version(),
            CurrentOperator.of(authentication).actor()));
    return show(name, language);
  }

  /** Takes the program's own words again. */
  @Delete("/{name}/{language}")
  @Operation(summary = "Reset a template")
  TemplateView reset(
      String name,
      String language,
      @QueryValue @Nullable Integer version,
      Authentication authentication) {
    RefusedException.done(
        desk.reset(name, language(language), version, CurrentOperator.of(authentication).actor()));
    return show(name, language);
  }

  private static Language language(String tag) {
    return Optional.of(Language.of(tag))
        .filter(language -> language.tag().equals(tag))
        .orElseThrow(() -> RefusedException.notFound("template"));
  }
}
