package org.otklik.helpdesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.RunningProgram;

/**
 * What waits is found by itself, however much mail there ever was: counted is what the database
 * reads. Fifty mailboxes once waited ten seconds for a connection each, since each looked through
 * everything first.
 */
class MailLookupsIT {
  /** Of the second of two mailboxes; between its mails lie as many of the first. */
  private static final int DECIDED = 4_000;

  private static final int BATCH = 200;
  private static final int UNDECIDED = 3;

  /** Batches of the first mailbox that are open. */
  private static final int OTHERS = 30;

  private static final long MAILBOX = 2;
  private static final long LAST = 2L * DECIDED + MAILBOX;
  private static final long OPEN_BATCH = 1;
  private static final long DECIDED_BATCH = 2;

  private static RunningProgram program;

  @BeforeAll
  static void open() {
    program =
        RunningProgram.ofOurOwn()
            .with("otklik.outgoing.host", "127.0.0.1")
            .with("otklik.outgoing.from-address", People.SUPPORT)
            .start();
    program.execute(
        "INSERT INTO mailbox (id, name, address) VALUES (1, 'one', 'one@support.example'),"
            + " (2, 'two', 'two@support.example')");
    program.execute(
        """
        INSERT INTO kept_mail (id, mailbox_id, uid_validity, uid, sha256, size, arrived_at, kept_at)
        SELECT seq, 2 - seq %% 2, 1, seq, SHA2(seq, 256), 1, NOW(), NOW() FROM seq_1_to_%d
        """
            .formatted(LAST));
    program.execute(
        """
        INSERT INTO mail_decision (mail_id, outcome, original, decided_at)
        SELECT id, 'REGISTERED', sha256, NOW() FROM kept_mail WHERE id <= %d
        """
            .formatted(LAST - 2L * UNDECIDED));
    program.execute(
        """
        INSERT INTO mail_pending (id, mailbox_id, first_id, last_id, mails)
        VALUES (%d, 2, %d, %d, %d)
        """
            .formatted(OPEN_BATCH, LAST - 2L * BATCH, LAST, BATCH + 1));
    program.execute(
        """
        INSERT INTO mail_pending (id, mailbox_id, first_id, last_id, mails)
        SELECT 1000 + seq, 1, seq * 100, seq * 100 + 10, 6 FROM seq_1_to_%d
        """
            .formatted(OTHERS));
    program.execute("ANALYZE TABLE kept_mail, mail_decision, mail_pending");
  }

  @AfterAll
  static void close() {
    if (program != null) {
      program.close();
    }
  }

  @Test
  void what_waits_in_a_mailbox() {
    var found =
        reading(
            8 * BATCH,
            () -> program.get(MailRows.Mails.class).pending(MAILBOX, 0, Long.MAX_VALUE, BATCH));
    assertThat(found).extracting(ReceivedMail::id).containsExactly(LAST - 4, LAST - 2, LAST);
    assertThat(program.get(MailRows.Mails.class).pending(MAILBOX, LAST - 4, LAST, BATCH))
        .extracting(ReceivedMail::id)
        .containsExactly(LAST - 2);
  }

  @Test
  void the_list_of_what_waits() {
    var found =
        reading(
            8 * BATCH,
            () ->
                program
                    .get(MailLists.class)
                    .page(List.of(MailOutcome.PENDING), Long.MAX_VALUE, BATCH));
    assertThat(found).extracting(ReceivedMail::id).containsExactly(LAST, LAST - 2, LAST - 4);
  }

  @Test
  void how_many_are_held() {
    assertThat(reading(20, () -> program.get(MailLists.class).held())).isZero();
  }

  @Test
  void a_batch_of_which_some_waits_stays_open_and_one_of_which_none_does_is_closed() {
    program.execute(
        """
        INSERT INTO mail_pending (id, mailbox_id, first_id, last_id, mails)
        VALUES (%d, 2, 2, %d, %d)
        """
            .formatted(DECIDED_BATCH, 2L * BATCH, BATCH));
    var batches = program.get(MailRows.Pending.class);
    reading(
        8 * BATCH,
        () -> {
          batches.closeDecided(DECIDED_BATCH, MAILBOX, 2, 2L * BATCH);
          batches.closeDecided(OPEN_BATCH, MAILBOX, LAST - 2L * BATCH, LAST);
          return true;
        });
    assertThat(program.query("SELECT id FROM mail_pending WHERE mailbox_id = 2"))
        .containsExactly(Long.toString(OPEN_BATCH));
  }

  /** Does something in a transaction, for which the database may read so many rows. */
  private static <T> T reading(int rows, Supplier<T> work) {
    return program.inTransaction(connection -> {
      long before = rowsRead(connection);
      T result = work.get();
      assertThat(rowsRead(connection) - before).as("rows read").isLessThan(rows);
      return result;
    });
  }

  private static long rowsRead(Connection connection) {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                SELECT SUM(VARIABLE_VALUE) FROM information_schema.SESSION_STATUS
                WHERE VARIABLE_NAME LIKE 'HANDLER_READ%'
                """)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
