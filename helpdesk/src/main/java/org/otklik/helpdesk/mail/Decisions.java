package org.otklik.helpdesk.mail;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.Screened;
import org.otklik.intake.screening.Reason;

/** Records what came of messages. A message is decided once: a second decision fails. */
@Singleton
class Decisions {
  /** After so many failures a message is shelved, for a person to look at. */
  private static final int FAILURES = 5;

  private static final String DECIDE =
      """
      UPDATE mail SET outcome = ?, reason = ?, reason_detail = ?, message_id = ?, sender = ?,
        sender_name = ?, subject = ?, content_sha256 = ?, original = ?, client_id = ?,
        ticket_id = ?, decided_at = ?
      WHERE id = ? AND outcome = 'PENDING'
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
    int[] counts =
        jdbc.prepareStatement(
            DECIDE,
            statement -> {
              for (Decision decision : decisions) {
                set(statement, decision);
                statement.addBatch();
              }
              return statement.executeBatch();
            });
    for (int count : counts) {
      if (count != 1) {
        throw new IllegalStateException("a message of the batch was decided elsewhere");
      }
    }
  }

  private static void set(PreparedStatement statement, Decision decision) throws SQLException {
    statement.setString(1, decision.outcome().name());
    statement.setString(2, decision.reason().key());
    statement.setString(3, Decision.cut(decision.reason().detail(), 500));
    statement.setString(4, decision.messageId());
    statement.setString(5, decision.sender());
    statement.setString(6, decision.senderName());
    statement.setString(7, decision.subject());
    statement.setString(8, decision.contentSha256());
    statement.setString(9, decision.original());
    set(statement, 10, decision.clientId());
    set(statement, 11, decision.ticketId());
    statement.setObject(12, decision.at());
    statement.setLong(13, decision.screened().kept().id());
  }

  private static void set(PreparedStatement statement, int index, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, value);
    }
  }

  /** Acting upon a message failed; it stays pending, or is shelved when that happened too often. */
  @Transactional
  public void failed(Screened screened, String words) {
    long id = screened.kept().id();
    mails.failed(id);
    if (mails.attempts(id) >= FAILURES) {
      Instant now = clock.instant();
      record(
          List.of(
              Decision.on(screened, now)
                  .came(MailOutcome.UNREADABLE, Reason.of("failed-repeatedly", words))));
    }
  }
}
