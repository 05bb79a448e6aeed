package org.otklik.helpdesk.hotline;

import io.micronaut.core.annotation.Introspected;
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

/**
 * A recording, or a voice message, that was taken over from a PBX, or is to be.
 *
 * @param fileName as the PBX names it
 * @param attempts how often it could not be taken over
 * @param nextTryAt when it is tried again
 * @param sha256 under which it lies in object storage
 * @param takenAt when it was taken over
 */
@MappedEntity("recording")
record KeptRecording(
    @Id long id,
    String pbx,
    String fileName,
    State state,
    int attempts,
    Instant nextTryAt,
    @Nullable String sha256,
    @Nullable Long size,
    @Nullable Instant takenAt) {

  /** What became of it. */
  enum State {
    /** It isn't there yet, or the PBX's files can't be reached now. */
    AWAITED,
    KEPT,
    /** Nobody said anything: the file has no sound. */
    EMPTY,
    TOO_LARGE,
    /** It is no sound file. */
    STRANGE,
    /** It never came to be there. */
    MISSING,
    /** Its time was over. */
    ERASED
  }

  /** What a PBX names as a recording. */
  @Introspected
  record Named(String pbx, String fileName) {}

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Table extends GenericRepository<KeptRecording, Long> {
    /** Recordings of calls, and of calls back, of which nothing stands here yet. */
    @Query(
        """
        (SELECT h.pbx, h.recording AS file_name FROM hotline_call h
          LEFT JOIN recording r ON r.pbx = h.pbx AND r.file_name = h.recording
          WHERE h.entered_at > :since AND h.pbx = :pbx AND h.recording IS NOT NULL
            AND h.outcome IS NOT NULL AND r.id IS NULL LIMIT :most)
        UNION
        (SELECT b.pbx, b.recording AS file_name FROM call_back b
          LEFT JOIN recording r ON r.pbx = b.pbx AND r.file_name = b.recording
          WHERE b.outcome IS NOT NULL AND b.requested_at > :since AND b.pbx = :pbx
            AND b.recording IS NOT NULL AND r.id IS NULL LIMIT :most)
        """)
    List<Named> unknown(String pbx, Instant since, int most);

    @Query(
        """
        INSERT IGNORE INTO recording (id, pbx, file_name, state, attempts, next_try_at)
        VALUES (:id, :pbx, :fileName, 'AWAITED', 0, :at)
        """)
    void introduce(long id, String pbx, String fileName, Instant at);

    @Query(
        """
        SELECT * FROM recording WHERE state = 'AWAITED' AND pbx = :pbx AND next_try_at <= :now
        ORDER BY next_try_at, id LIMIT :most
        """)
    List<KeptRecording> due(String pbx, Instant now, int most);

    @Query(
        """
        UPDATE recording SET attempts = attempts + 1, next_try_at = :at, state = :state
        WHERE id = :id AND state = 'AWAITED'
        """)
    void notYet(long id, State state, Instant at);

    @Query(
        """
        UPDATE recording SET state = :state, sha256 = :sha256, size = :size, taken_at = :at
        WHERE id = :id AND state = 'AWAITED'
        """)
    int taken(long id, State state, @Nullable String sha256, @Nullable Long size, Instant at);

    @Query("SELECT * FROM recording WHERE pbx = :pbx AND file_name = :fileName")
    Optional<KeptRecording> find(String pbx, String fileName);

    @Query(
        """
        SELECT * FROM recording WHERE state = 'KEPT' AND taken_at < :before
        ORDER BY taken_at, id LIMIT :most
        """)
    List<KeptRecording> old(Instant before, int most);

    @Query("SELECT COUNT(*) FROM recording WHERE state = 'KEPT' AND sha256 = :sha256 AND id <> :id")
    long others(String sha256, long id);

    @Query("UPDATE recording SET state = 'ERASED', sha256 = NULL WHERE id = :id")
    void erased(long id);
  }
}
