package org.otklik.helpdesk.mail;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.Screened;
import org.otklik.intake.screening.Reason;

/** Records what came of messages. A message is decided once: a second decision fails. */
@Singleton
class Decisions {
  /** After so many failures a message is shelved, for a person to look at. */
  private static final int FAILURES = 5;

  private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /**
   * One statement for a whole batch: as many single ones cost the server several times as much. The
   * rows stand where {@code %s} does.
   */
  private static final String DECIDE =
      """
      UPDATE mail JOIN (
        WITH decision (id, outcome, reason, reason_detail, message_id, sender, sender_name,
          subject, content_sha256, original, client_id, ticket_id) AS (VALUES %s)
        SELECT * FROM decision) d ON d.id = mail.id
      SET mail.outcome = d.outcome, mail.reason = d.reason, mail.reason_detail = d.reason_detail,
        mail.message_id = d.message_id, mail.sender = d.sender, mail.sender_name = d.sender_name,
        mail.subject = d.subject, mail.content_sha256 = d.content_sha256,
        mail.original = d.original, mail.client_id = d.client_id, mail.ticket_id = d.ticket_id,
        mail.decided_at = ?
      WHERE mail.outcome = 'PENDING'
      """;

  private final JdbcOperations jdbc;
  private final MailRows.Mails mails;
  private final InstantSource clock;

  Decisions(JdbcOperations jdbc, MailRows.Mails mails, InstantSource clock) {
    this.jdbc = jdbc;
    this.mails = mails;
    this.clock = clock;
  }

  @Transactional
  public void record(List<Decision> decisions) {
    String rows = String.join(", ", Collections.nCopies(decisions.size(), ROW));
    int decided =
        jdbc.prepareStatement(
            DECIDE.replace("%s", rows),
            statement -> {
              var values = new Values(statement);
              for (Decision decision : decisions) {
                set(values, decision);
              }
              values.add(decisions.getFirst().at());
              return statement.executeUpdate();
            });
    if (decided != decisions.size()) {
      throw new IllegalStateException("a message of the batch was decided elsewhere");
    }
  }

  private static void set(Values values, Decision decision) throws SQLException {
    values.add(decision.screened().kept().id());
    values.add(decision.outcome().name());
    values.add(decision.reason().key());
    values.add(Decision.cut(decision.reason().detail(), 500));
    values.add(decision.messageId());
    values.add(decision.sender());
    values.add(decision.senderName());
    values.add(decision.subject());
    values.add(decision.contentSha256());
    values.add(decision.original());
    values.add(decision.clientId());
    values.add(decision.ticketId());
  }

  /** Sets a statement's parameters one after another. */
  private static final class Values {
    private final PreparedStatement statement;
    private int next = 1;

    Values(PreparedStatement statement) {
      this.statement = statement;
    }

    void add(@Nullable Object value) throws SQLException {
      statement.setObject(next++, value);
    }
  }

  /**
   * Acting upon a message failed; it stays pending, or is shelved when that happened too often. The
   * record of a shelved message says nothing of what stands in it: that may be why it failed.
   */
  @Transactional
  public void failed(Screened screened, String words) {
    long id = screened.kept().id();
    mails.failed(id);
    if (mails.attempts(id) >= FAILURES) {
      var shelved = new Screened(screened.kept(), Optional.empty(), "", screened.verdict());
      record(
          List.of(
              Decision.on(shelved, clock.instant())
                  .came(MailOutcome.UNREADABLE, Reason.of("failed-repeatedly", words))));
    }
  }
}
