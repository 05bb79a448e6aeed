package org.otklik.helpdesk.mailbox;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

/** Messages that were read and wait to be decided. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface Backlog extends GenericRepository<Mailbox, Long> {
  /** When the oldest message that waits arrived. */
  @Query("SELECT MIN(arrived_at) FROM mail_undecided")
  Optional<Instant> oldest();

  /** How many messages of a mailbox wait. */
  @Query("SELECT COUNT(*) FROM mail_undecided WHERE mailbox_id = :mailboxId")
  long of(long mailboxId);
}
