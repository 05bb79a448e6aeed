package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Received mail as lists show it, the newest first. */
@JdbcRepository(dialect = Dialect.MYSQL)
public interface MailLists extends GenericRepository<ReceivedMail, Long> {
  Optional<ReceivedMail> findById(long id);

  /**
   * Messages that came to one of some outcomes. What waits is found by its batches before ids are
   * compared, hence the sum, as in {@link MailRows.Mails#pending}.
   *
   * @param before only those with a smaller id; {@link Long#MAX_VALUE} from the newest
   */
  @Query(
      """
      SELECT m.* FROM (
        (SELECT mail_id FROM mail_decision WHERE outcome IN (:outcomes) AND mail_id < :before
         ORDER BY mail_id DESC LIMIT :limit)
        UNION ALL
        (SELECT mail_id FROM mail_undecided WHERE 'PENDING' IN (:outcomes) AND mail_id + 0 < :before
         ORDER BY mail_id DESC LIMIT :limit)) found
      JOIN mail m ON m.id = found.mail_id ORDER BY m.id DESC LIMIT :limit
      """)
  List<ReceivedMail> page(Collection<MailOutcome> outcomes, long before, int limit);

  /** How many messages wait for somebody to decide about them. */
  @Query("SELECT COUNT(*) FROM mail_decision WHERE outcome = 'HELD'")
  long held();
}
