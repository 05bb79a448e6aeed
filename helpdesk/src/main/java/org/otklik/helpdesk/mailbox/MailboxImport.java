package org.otklik.helpdesk.mailbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.mailbox.AfterReading;

/**
 * That a folder of a mailbox is to be read once, as history. It is a mailbox of its own, since
 * folders number their messages each for itself.
 *
 * @param source name of the configured mailbox
 * @param since only what came on this day or later
 * @param finishedAt when all of it was read and recorded
 */
@MappedEntity("mailbox_import")
public record MailboxImport(
    @Id long mailboxId,
    String source,
    String folder,
    LocalDate since,
    Instant requestedAt,
    String requestedBy,
    @Nullable Instant finishedAt) {

  /** The mailbox's own name. */
  String name() {
    return name(source, mailboxId);
  }

  /** The folder, as the mailbox of its own that it is while it is imported. */
  ReadMailbox readFrom(ReadMailbox from) {
    return new ReadMailbox(
        from.address(),
        from.settings()
            .withName(name())
            .withFolder(folder)
            .withSince(since)
            .withAfterReading(new AfterReading.Leave()),
        from.trust(),
        from.client());
  }

  static String name(String source, long id) {
    return Mailbox.name("import", id, source);
  }

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Imports extends GenericRepository<MailboxImport, Long> {
    MailboxImport save(MailboxImport requested);

    @Query("SELECT * FROM mailbox_import WHERE finished_at IS NULL ORDER BY mailbox_id")
    List<MailboxImport> unfinished();

    @Query("SELECT * FROM mailbox_import WHERE source = :source ORDER BY mailbox_id DESC LIMIT 20")
    List<MailboxImport> of(String source);

    @Query("UPDATE mailbox_import SET finished_at = :at WHERE mailbox_id = :id")
    void finish(long id, Instant at);

    /** Something of it is to be done again. */
    @Query("UPDATE mailbox_import SET finished_at = NULL WHERE mailbox_id = :id")
    int reopen(long id);

    @Query("SELECT COUNT(*) FROM kept_mail WHERE mailbox_id = :id")
    long messages(long id);
  }
}
