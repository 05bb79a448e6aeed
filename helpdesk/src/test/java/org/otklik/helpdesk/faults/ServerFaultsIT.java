package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.desk.HeldDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.mailbox.MailboxReport;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ServedMailbox;

/** Mailboxes that fail, a mail server that goes away, and messages that can't be handled. */
class ServerFaultsIT {
  private static final String PROBLEM_MAILBOX = "locked";
  private static ServedMailbox desk;

  @BeforeAll
  static void open() {
    desk =
        ServedMailbox.open(setup -> {
          String locked = "otklik.mailboxes." + PROBLEM_MAILBOX + ".";
          var mailbox = setup.properties();
          return setup
              .with(locked + "address", "locked@support.example")
              .with(locked + "host", "127.0.0.1")
              .with(
                  locked + "port",
                  Objects.requireNonNull(mailbox.get("otklik.mailboxes.support.port")))
              .with(locked + "security", "plain")
              .with(locked + "user", "locked")
              .with(locked + "password", "not the password");
        });
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
  }

  /**
   * A server that starts deletes what looks like temporary tables, also those of its neighbours.
   */
  @Test
  void the_embedded_database_keeps_its_temporary_tables_to_itself() {
    assertThat(desk.program().query("SELECT @@tmpdir").getFirst())
        .startsWith(desk.program().data().toString());
  }

  /** Zammad #2321, #6043. */
  @Test
  void a_mailbox_with_a_wrong_password_says_so_and_holds_up_no_other() {
    var letter = Letter.from(People.ANNA).subject("beside a locked mailbox");
    assertThat(desk.outcomeOf(letter)).isEqualTo("REGISTERED");
    // Another test may have ended the server in the middle of a try: then the next one tells.
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> {
          var report = report(PROBLEM_MAILBOX);
          assertThat(report.problem())
              .hasValueSatisfying(words ->
                  assertThat(words)
                      .containsIgnoringCase("password")
                      .doesNotContain("not the password"));
          assertThat(report.nextTry()).isPresent();
        });
    assertThat(report("support").problem()).isEmpty();
  }

  private static MailboxReport report(String name) {
    return desk.program().get(Mailroom.class).report().stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * libredesk's window of 48 hours, Chatwoot #10429: what lay there for longer than any window when
   * the server came back counts from its arrival.
   */
  @Test
  void a_mail_server_that_was_away_for_days_is_read_on_when_it_is_back() throws IOException {
    desk.server().kill();
    var letter = Letter.from(People.ANNA).subject("brought while the server was away");
    desk.deliver(letter);
    Instant before = Instant.now().minus(Duration.ofHours(100)).truncatedTo(ChronoUnit.SECONDS);
    try (Stream<Path> files = Files.list(desk.server().mailOf("support").resolve("new"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(before)); // Dovecot's INTERNALDATE
      }
    }
    await("the state says so")
        .atMost(Duration.ofSeconds(20))
        .until(() -> report("support").problem().isPresent());
    desk.server().start();
    assertThat(desk.outcomeOf(letter.raw())).isEqualTo("REGISTERED");
    assertThat(desk.columnOf(letter.raw(), "UNIX_TIMESTAMP(arrived_at)"))
        .startsWith(Long.toString(before.getEpochSecond()));
    await("the state is well again")
        .atMost(Duration.ofSeconds(20))
        .until(() -> report("support").problem().isEmpty());
  }

  /**
   * RFC 9051 §2.3.1.1: all UIDs are others then. Chatwoot #12054: what was done with came again.
   */
  @Test
  void a_changed_uidvalidity_makes_nothing_twice() throws IOException {
    var registered = Letter.from(People.ANNA).subject("before UIDVALIDITY changed");
    var discarded = Letter.from(People.STRANGER).subject("discarded before");
    assertThat(desk.outcomeOf(registered)).isEqualTo("REGISTERED");
    assertThat(desk.outcomeOf(discarded)).isEqualTo("HELD");
    long held = Long.parseLong(desk.columnOf(discarded.raw(), "id"));
    var olga =
        Actor.operator(
            Long.parseLong(desk.program().query("SELECT id FROM operator").getFirst()), "Olga");
    assertThat(desk.program().get(HeldDesk.class).discard(held, "advertisement", olga))
        .isInstanceOf(Outcome.Done.class);
    String became = desk.columnOf(discarded.raw(), "outcome");
    String tickets = "SELECT COUNT(*) FROM ticket";
    var before = desk.program().query(tickets);

    desk.server().kill();
    try (Stream<Path> files = Files.list(desk.server().mailOf("support"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("dovecot")).toList()) {
        Files.delete(file); // Dovecot makes them anew, under another UIDVALIDITY
      }
    }
    desk.server().start();

    assertThat(desk.outcomesOf(registered.raw(), 2)).containsExactly("REGISTERED", "DUPLICATE");
    assertThat(desk.outcomesOf(discarded.raw(), 2)).containsExactly(became, "DUPLICATE");
    assertThat(desk.program().query(tickets)).isEqualTo(before);
    var next = Letter.from(People.ANNA).subject("after UIDVALIDITY changed");
    assertThat(desk.outcomeOf(next)).isEqualTo("REGISTERED");
  }

  /** James JamesMailSpooler: shelved after five attempts, while the line moves on. */
  @Test
  void a_message_that_keeps_failing_is_shelved_and_the_line_moves_on() {
    desk.program()
        .execute(
            """
            CREATE TRIGGER poison_ticket BEFORE INSERT ON ticket FOR EACH ROW
            IF NEW.subject = 'poison' THEN
              SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'this ticket is poison';
            END IF
            """);
    var poison = Letter.from(People.ANNA).subject("poison").messageId("poison@b");
    var next = Letter.from(People.ANNA).subject("after the poison").messageId("after@b");
    desk.deliver(poison, next);
    assertThat(desk.outcomeOf(next.raw())).isEqualTo("REGISTERED");
    assertThat(desk.outcomeOf(poison.raw())).isEqualTo("UNREADABLE");
    assertThat(desk.columnOf(poison.raw(), "reason")).isEqualTo("failed-repeatedly");
    assertThat(desk.columnOf(poison.raw(), "reason_detail")).contains("this ticket is poison");
  }

  /** Even when the record of what the message says is what the database refuses. */
  @Test
  void a_message_whose_very_record_fails_is_shelved_and_the_line_moves_on() {
    desk.program()
        .execute(
            """
            CREATE TRIGGER venom_mail BEFORE INSERT ON mail_decision FOR EACH ROW
            IF NEW.subject = 'venom' THEN
              SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'this subject is venom';
            END IF
            """);
    var venom = Letter.from(People.ANNA).subject("venom").messageId("venom@b");
    var next = Letter.from(People.ANNA).subject("after the venom").messageId("venom-next@b");
    desk.deliver(venom, next);
    assertThat(desk.outcomeOf(next.raw())).isEqualTo("REGISTERED");
    assertThat(desk.outcomeOf(venom.raw())).isEqualTo("UNREADABLE");
    assertThat(desk.columnOf(venom.raw(), "reason")).isEqualTo("failed-repeatedly");
  }

  /** What is shelved must not be refused for being the same as something that was registered. */
  @Test
  void a_copy_that_keeps_failing_is_shelved_beside_what_it_repeats() {
    var toxin = Letter.from(People.ANNA).subject("toxin").messageId("toxin@b");
    assertThat(desk.outcomeOf(toxin)).isEqualTo("REGISTERED");
    desk.program()
        .execute(
            """
            CREATE TRIGGER toxin_copy BEFORE INSERT ON mail_decision FOR EACH ROW
            IF NEW.subject = 'toxin' THEN
              SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'this copy is a toxin';
            END IF
            """);
    var next = Letter.from(People.ANNA).subject("after the toxin").messageId("toxin-next@b");
    desk.deliver(toxin, next);
    assertThat(desk.outcomeOf(next.raw())).isEqualTo("REGISTERED");
    assertThat(desk.outcomesOf(toxin.raw(), 2)).containsExactly("REGISTERED", "UNREADABLE");
  }
}
