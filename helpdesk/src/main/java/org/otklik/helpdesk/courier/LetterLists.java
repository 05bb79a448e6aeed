package org.otklik.helpdesk.courier;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.outbox.OutgoingLetter;

/** Outgoing mail as lists show it, the newest first. */
@JdbcRepository(dialect = Dialect.MYSQL)
public interface LetterLists extends GenericRepository<OutgoingLetter, Long> {
  Optional<OutgoingLetter> findById(long id);

  /** The letters by which a message was forwarded. */
  @Query(
      """
      SELECT o.* FROM forwarding f JOIN outbox o ON o.id = f.letter_id
      WHERE f.mail_id = :mailId ORDER BY o.id LIMIT 20
      """)
  List<OutgoingLetter> forwardsOf(long mailId);

  /**
   * Letters in some states.
   *
   * @param before only those with a smaller id; {@link Long#MAX_VALUE} from the newest
   */
  @Query(
      """
      SELECT * FROM outbox WHERE state IN (:states) AND id < :before
      ORDER BY id DESC LIMIT :limit
      """)
  List<OutgoingLetter> page(Collection<OutgoingLetter.State> states, long before, int limit);

  @Query("SELECT COUNT(*) FROM outbox WHERE state = :state")
  long count(OutgoingLetter.State state);

  /**
   * A person wants it sent after all.
   *
   * @return 0 when it neither failed nor was kept back
   */
  @Query(
      """
      UPDATE outbox SET state = 'WAITING', released = TRUE, attempts = 0, next_try_at = :now,
        problem = NULL
      WHERE id = :id AND state IN ('FAILED', 'KEPT_BACK')
      """)
  int release(long id, Instant now);
}
