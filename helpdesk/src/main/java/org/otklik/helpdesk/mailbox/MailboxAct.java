package org.otklik.helpdesk.mailbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

/**
 * What an administrator did to a mailbox. Never changed.
 *
 * @param said what it was about: of a change, the names of what was changed; never a value
 */
@MappedEntity("mailbox_act")
public record MailboxAct(
    @Id long id,
    String mailbox,
    Kind kind,
    String said,
    long operatorId,
    String operatorName,
    Instant at) {

  /** What can be done to one. */
  public enum Kind {
    ADDED,
    CHANGED,
    REMOVED,
    PAUSED,
    RESUMED,
    IMPORT
  }

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  public interface Rows extends GenericRepository<MailboxAct, Long> {
    MailboxAct save(MailboxAct act);

    /** The latest first. */
    @Query("SELECT * FROM mailbox_act WHERE mailbox = :mailbox ORDER BY id DESC LIMIT 50")
    List<MailboxAct> of(String mailbox);
  }
}
