package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.intake.servers.MariaDbServer;

/** The same program on the distribution's MariaDB, by configuration alone. */
class ExternalDatabaseIT {
  private static ExternalDatabase database;
  private static ServedMailbox desk;

  @BeforeAll
  static void open() throws Exception {
    database = ExternalDatabase.running();
    desk = ServedMailbox.open(database::usedBy);
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
    if (database != null) {
      database.close();
    }
  }

  @Test
  void a_mail_becomes_a_ticket_there_and_history_is_not_the_programs_to_change() throws Exception {
    var letter = Letter.from(People.ANNA).subject("on the distribution's server");
    assertThat(desk.outcomeOf(letter)).isEqualTo("REGISTERED");
    assertThat(desk.program().query("SELECT VERSION()").getFirst()).startsWith("10.");
    assertThat(desk.program().query("SELECT id FROM history")).isNotEmpty();
    assertThat(Files.exists(desk.program().data().resolve("mariadb"))).isFalse();
    for (String attempt :
        List.of(
            "UPDATE history SET actor_id = 1",
            "DELETE FROM history",
            "TRUNCATE history",
            "DROP TABLE history")) {
      assertThatThrownBy(() -> asApplication(attempt))
          .as(attempt)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("denied");
    }
  }

  private static void asApplication(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(database.url(), "desk", "desk-secret");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void an_application_account_with_too_many_rights_is_refused_in_words() {
    var account = MariaDbServer.APPLICATION;
    assertThatThrownBy(() ->
            ServedMailbox.open(setup ->
                    database
                        .usedBy(setup)
                        .with("otklik.database.user", account.user())
                        .with("otklik.database.password", account.password()))
                .close())
        .hasRootCauseInstanceOf(CannotStartException.class)
        .hasRootCauseMessage(
            "The database account "
                + account.user()
                + " may alter history: give it no rights of its own on the schema, the program"
                + " grants what it needs.");
  }

  /** Postfix queue_minfree: while nothing can be kept, nothing is marked as done with. */
  @Test
  void while_the_database_is_away_no_mail_is_marked_and_afterwards_all_of_it_arrives()
      throws Exception {
    var before = Letter.from(People.ANNA).subject("before");
    assertThat(desk.outcomeOf(before)).isEqualTo("REGISTERED");
    await("the mailbox is told").atMost(Duration.ofSeconds(20)).until(() -> unseen() == 0);
    var letters = new ArrayList<Letter>();
    for (int i = 0; i < 20; i++) {
      letters.add(Letter.from(People.ANNA).subject("meanwhile " + i).messageId(i + ".away@b"));
      desk.deliver(letters.getLast());
      if (i == 5) {
        database.server().kill();
      }
    }
    await("the mailbox says what is wrong")
        .atMost(Duration.ofSeconds(40))
        .until(() -> problem().isPresent());
    int unseen = unseen();
    database.server().start();
    assertThat(unseen).isGreaterThanOrEqualTo(14);
    assertThat(committed()).as("what is marked is committed").isGreaterThanOrEqualTo(20 - unseen);
    for (Letter letter : letters) {
      assertThat(desk.outcomesOf(letter.raw(), 1)).containsExactly("REGISTERED");
    }
    await("the mailbox is told of all")
        .atMost(Duration.ofSeconds(40))
        .until(() -> unseen() == 0 && problem().isEmpty());
    assertThat(desk.program().query("SELECT COUNT(*) FROM ticket WHERE subject LIKE 'meanwhile %'"))
        .containsExactly("20");
  }

  /** What hangs says nothing: without a limit a query waits for hours, and nobody hears of it. */
  @Test
  void while_the_database_hangs_no_mail_is_marked_and_afterwards_all_of_it_arrives()
      throws Exception {
    var before = Letter.from(People.ANNA).subject("before it hung");
    assertThat(desk.outcomeOf(before)).isEqualTo("REGISTERED");
    await("the mailbox is told").atMost(Duration.ofSeconds(20)).until(() -> unseen() == 0);
    var letters = new ArrayList<Letter>();
    database.server().hang();
    try {
      for (int i = 0; i < 5; i++) {
        letters.add(Letter.from(People.ANNA).subject("hung " + i).messageId(i + ".hung@b"));
        desk.deliver(letters.getLast());
      }
      await("the mailbox says what is wrong")
          .atMost(Duration.ofSeconds(60))
          .until(() -> problem().isPresent());
      assertThat(unseen()).isEqualTo(5);
    } finally {
      database.server().goOn();
    }
    for (Letter letter : letters) {
      assertThat(desk.outcomesOf(letter.raw(), 1)).containsExactly("REGISTERED");
    }
    await("the mailbox is told of all")
        .atMost(Duration.ofSeconds(40))
        .until(() -> unseen() == 0 && problem().isEmpty());
  }

  private static int committed() {
    return Integer.parseInt(
        desk.program()
            .query("SELECT COUNT(*) FROM mail WHERE message_id LIKE '%.away@b'")
            .getFirst());
  }

  private static Optional<String> problem() {
    return desk.program().get(Mailroom.class).report().getFirst().problem();
  }

  private static int unseen() {
    return desk.server().unseen("support");
  }
}
