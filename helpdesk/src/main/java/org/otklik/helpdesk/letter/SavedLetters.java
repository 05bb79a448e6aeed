package org.otklik.helpdesk.letter;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.Language;

/** Templates that supervisors saved, in all their versions. */
@JdbcRepository(dialect = Dialect.MYSQL)
public interface SavedLetters extends GenericRepository<SavedLetters.Version, Long> {
  /**
   * A template as it was saved.
   *
   * @param version counts up from 1, for each name and language
   * @param subject null when from then on the program's own counts
   */
  @MappedEntity("letter_template")
  record Version(
      @Id long id,
      String name,
      Language language,
      int version,
      @Nullable String subject,
      @Nullable String body,
      @Nullable String html,
      Instant savedAt,
      long savedBy,
      String saverName) {
    /** What it says; empty when the program's own counts. */
    public Optional<LetterText> text() {
      String line = subject;
      String plain = body;
      return line == null || plain == null
          ? Optional.empty()
          : Optional.of(new LetterText(line, plain, html));
    }
  }

  Version save(Version version);

  /** The latest first. */
  List<Version> findByNameAndLanguageOrderByVersionDesc(String name, Language language);

  @Query(
      """
      SELECT t.* FROM letter_template t JOIN (
        SELECT name, language, MAX(version) AS version FROM letter_template
        GROUP BY name, language) latest
      ON t.name = latest.name AND t.language = latest.language AND t.version = latest.version
      """)
  List<Version> latest();

  /** Changes whenever something is saved. */
  @Query("SELECT COALESCE(MAX(id), 0) FROM letter_template")
  long state();
}
