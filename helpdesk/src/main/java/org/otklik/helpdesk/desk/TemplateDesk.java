package org.otklik.helpdesk.desk;

import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.letter.LetterCheck;
import org.otklik.helpdesk.letter.LetterKind;
import org.otklik.helpdesk.letter.LetterSamples;
import org.otklik.helpdesk.letter.LetterTemplates;
import org.otklik.helpdesk.letter.LetterText;
import org.otklik.helpdesk.letter.SavedLetters;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.ticket.Refusal;

/**
 * Supervisors' own words for letters: every version is kept, the latest counts, and the program's
 * own can be had back.
 */
@Singleton
public class TemplateDesk {
  private final TransactionOperations<Connection> transactions;
  private final SavedLetters saved;
  private final LetterTemplates templates;
  private final IdSource ids;
  private final InstantSource clock;

  TemplateDesk(
      TransactionOperations<Connection> transactions,
      SavedLetters saved,
      LetterTemplates templates,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.saved = saved;
    this.templates = templates;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A template as it stands.
   *
   * @param versions that were saved, the latest first; empty when none was
   */
  public record Standing(
      LetterKind kind,
      Language language,
      LetterText shipped,
      LetterText current,
      List<SavedLetters.Version> versions) {
    /** The version that the next one follows; 0 when none was saved. */
    public int version() {
      return versions.isEmpty() ? 0 : versions.getFirst().version();
    }

    /** Whether it says something else than the program brought. */
    public boolean isOwn() {
      return !versions.isEmpty() && versions.getFirst().text().isPresent();
    }
  }

  /** The latest saved version of each template that has one, by name, in a language. */
  public Map<String, SavedLetters.Version> saved(Language language) {
    return transactions.executeRead(status ->
        saved.latest().stream()
            .filter(version -> version.language() == language)
            .collect(Collectors.toMap(SavedLetters.Version::name, version -> version)));
  }

  /** A template as it stands; empty when there is none of that name. */
  public Optional<Standing> find(String name, Language language) {
    return LetterKind.named(name)
        .map(kind -> {
          List<SavedLetters.Version> versions =
              transactions.executeRead(
                  status -> saved.findByNameAndLanguageOrderByVersionDesc(name, language));
          LetterText shipped = LetterTemplates.shipped(name, language);
          return new Standing(
              kind,
              language,
              shipped,
              versions.stream().findFirst().flatMap(SavedLetters.Version::text).orElse(shipped),
              versions);
        });
  }

  /** How a letter would look, with invented values. */
  public Outcome<Letters.Words> preview(String name, Language language, LetterText text) {
    Optional<LetterKind> kind = LetterKind.named(name);
    if (kind.isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("template"));
    }
    return LetterCheck.problem(kind.get(), language, text)
        .<Outcome<Letters.Words>>map(Outcome.Refused::new)
        .orElseGet(() -> new Outcome.Done<>(LetterSamples.of(kind.get(), language, text)));
  }

  /**
   * Saves a supervisor's words.
   *
   * @param seen the version that they saw, 0 for none; null for whatever it is
   */
  public Outcome<SavedLetters.Version> save(
      String name, Language language, LetterText text, @Nullable Integer seen, Actor by) {
    return switch (preview(name, language, text)) {
      case Outcome.Refused<Letters.Words>(Refusal refusal) -> new Outcome.Refused<>(refusal);
      case Outcome.Done<Letters.Words> _ -> add(name, language, text, seen, by);
    };
  }

  /** The program's own words count again. */
  public Outcome<SavedLetters.Version> reset(
      String name, Language language, @Nullable Integer seen, Actor by) {
    return LetterKind.named(name).isEmpty()
        ? new Outcome.Refused<>(Refusal.notFound("template"))
        : add(name, language, null, seen, by);
  }

  private Outcome<SavedLetters.Version> add(
      String name, Language language, @Nullable LetterText text, @Nullable Integer seen, Actor by) {
    try {
      return transactions.executeWrite(status -> {
        int latest =
            saved.findByNameAndLanguageOrderByVersionDesc(name, language).stream()
                .findFirst()
                .map(SavedLetters.Version::version)
                .orElse(0);
        if (seen != null && seen != latest) {
          return new Outcome.Refused<SavedLetters.Version>(Refusal.changedMeanwhile());
        }
        var version =
            saved.save(
                new SavedLetters.Version(
                    ids.next(),
                    name,
                    language,
                    latest + 1,
                    text == null ? null : text.subject().strip(),
                    text == null ? null : text.body(),
                    text == null ? null : text.html(),
                    clock.instant(),
                    Optional.ofNullable(by.id()).orElseThrow(),
                    by.name()));
        return new Outcome.Done<>(version);
      });
    } catch (DataAccessException e) { // another one of the same number was saved at this moment
      return new Outcome.Refused<>(Refusal.changedMeanwhile());
    } finally {
      templates.changed();
    }
  }
}
