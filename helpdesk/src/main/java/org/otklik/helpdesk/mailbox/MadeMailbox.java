package org.otklik.helpdesk.mailbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.Version;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.mailbox.MailboxForm.SignIn;

/**
 * A mailbox that an administrator made in the console. One whose server, user or folder is changed
 * ends, and another begins under its name: messages are known by numbers (UIDs) that are good in
 * one place only.
 *
 * @param name that the administrator gave; of several that had it, one at most hasn't ended
 * @param sealed what lets in; null once it has ended
 * @param endedAt when it was removed or became another
 */
@MappedEntity("made_mailbox")
record MadeMailbox(
    @Id long mailboxId,
    String name,
    String address,
    @Nullable Long clientId,
    String protocol,
    String host,
    @Nullable Integer port,
    String security,
    String userName,
    SignIn signIn,
    String oauthEndpoint,
    String oauthClientId,
    String oauthScope,
    String oauthSecretExpires,
    String folder,
    String since,
    String afterReading,
    String trust,
    @Nullable String sealed,
    @Nullable Instant endedAt,
    @Version long version) {

  static MadeMailbox of(
      long id, String name, MailboxForm form, @Nullable String sealed, long version) {
    return new MadeMailbox(
        id,
        name,
        form.address(),
        form.client(),
        form.protocol(),
        form.host(),
        form.port(),
        form.security(),
        form.user(),
        form.signIn(),
        form.oauthEndpoint(),
        form.oauthClientId(),
        form.oauthScope(),
        form.oauthSecretExpires(),
        form.folder(),
        form.since(),
        form.afterReading(),
        form.trust(),
        sealed,
        null,
        version);
  }

  MailboxForm form() {
    return new MailboxForm(
        address,
        clientId,
        protocol,
        host,
        port,
        security,
        userName,
        signIn,
        oauthEndpoint,
        oauthClientId,
        oauthScope,
        oauthSecretExpires,
        folder,
        since,
        afterReading,
        trust);
  }

  boolean hasEnded() {
    return endedAt != null;
  }

  /** Its name among all mailboxes, which those that have ended give free. */
  String placeName() {
    return hasEnded() ? formerName(mailboxId, name) : name;
  }

  static String formerName(long id, String name) {
    return Mailbox.name("former", id, name);
  }

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Rows extends GenericRepository<MadeMailbox, Long> {
    MadeMailbox save(MadeMailbox made);

    /** Fails when somebody else was quicker. */
    MadeMailbox update(MadeMailbox made);

    @Query("SELECT * FROM made_mailbox WHERE name = :name AND ended_at IS NULL")
    Optional<MadeMailbox> named(String name);

    @Query(
        """
        UPDATE made_mailbox SET ended_at = :at, sealed = NULL, version = version + 1
        WHERE mailbox_id = :id AND version = :version AND ended_at IS NULL
        """)
    int end(long id, long version, Instant at);

    /** Those that have ended and were of this user's folder, the latest first. */
    @Query(
        """
        SELECT * FROM made_mailbox
        WHERE user_name = :userName AND folder = :folder AND ended_at IS NOT NULL
        ORDER BY ended_at DESC LIMIT 20
        """)
    List<MadeMailbox> ended(String userName, String folder);

    /** Those that are read, and those that have ended with mail yet to be decided. */
    @Query(
        """
        SELECT m.* FROM made_mailbox m
        WHERE m.ended_at IS NULL
          OR EXISTS (SELECT 1 FROM mail_pending p WHERE p.mailbox_id = m.mailbox_id)
        ORDER BY m.mailbox_id
        """)
    List<MadeMailbox> wanted();

    @Query("SELECT COUNT(*) FROM made_mailbox WHERE mailbox_id = :id")
    long count(long id);
  }
}
