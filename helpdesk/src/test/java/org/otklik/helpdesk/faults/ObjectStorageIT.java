package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.mail.KeptMails;
import org.otklik.helpdesk.mail.MailLists;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.S3Server;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.intake.MailIntake;
import org.slf4j.LoggerFactory;

/** Large mail in a bucket, and a bucket that goes away. */
class ObjectStorageIT {
  private static S3Server storage;
  private static ServedMailbox desk;

  @BeforeAll
  static void open() {
    storage = new S3Server();
    desk = ServedMailbox.open(setup -> storage.usedBy(setup));
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
    if (storage != null) {
      storage.close();
    }
  }

  private static byte[] large(String subject) {
    return Letter.from(People.ANNA)
        .subject(subject)
        .messageId(subject.replace(' ', '-') + "@b")
        .body("a long line of text that says nothing at all\n".repeat(30_000))
        .raw();
  }

  @Test
  void a_large_mail_lies_in_the_bucket_byte_for_byte_and_nowhere_else() throws Exception {
    byte[] raw = large("large in a bucket");
    desk.deliver(raw);
    assertThat(desk.outcomeOf(raw)).isEqualTo("REGISTERED");
    long id = Long.parseLong(desk.columnOf(raw, "id"));
    var mail = desk.program().get(MailLists.class).findById(id).orElseThrow();
    try (var in = desk.program().get(KeptMails.class).raw(mail).open()) {
      assertThat(in.readAllBytes()).isEqualTo(raw);
    }
    assertThat(files(desk.program().data().resolve("objects"))).isZero();
    assertThat(files(desk.program().data().resolve("outgoing"))).isZero();
  }

  private static long files(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  /** Postfix queue_minfree: while there is nowhere to keep it, mail stays in the mailbox. */
  @Test
  void while_the_bucket_is_away_large_mail_stays_in_the_mailbox_and_is_read_afterwards() {
    storage.goAway();
    byte[] raw = large("while the bucket was away");
    desk.deliver(raw);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            desk.program()
                .get(Mailroom.class)
                .report("support")
                .orElseThrow()
                .problem()
                .filter(words -> words.contains("could not be kept"))
                .isPresent());
    storage.comeBack();
    assertThat(desk.outcomeOf(raw)).isEqualTo("REGISTERED");
  }

  /** A failure of the store says nothing about the mail. */
  @Test
  void mail_whose_store_fails_while_it_is_read_again_waits_and_is_not_unreadable() {
    byte[] raw = large("kept and read later");
    desk.program()
        .execute(
            """
            CREATE TRIGGER later BEFORE INSERT ON ticket FOR EACH ROW
            IF NEW.subject = 'kept and read later' THEN
              SIGNAL SQLSTATE '08000' SET MESSAGE_TEXT = 'the database is in trouble';
            END IF
            """);
    desk.deliver(raw);
    String pending =
        "SELECT COALESCE(f.attempts, 0) FROM mail_undecided u JOIN kept_mail k ON k.id = u.mail_id"
            + " LEFT JOIN mail_failure f ON f.mail_id = k.id"
            + " WHERE k.sha256 = '%s'".formatted(ServedMailbox.sha256(raw));
    await().atMost(Duration.ofSeconds(60)).until(() -> !desk.program().query(pending).isEmpty());
    var said = new ListAppender<ILoggingEvent>();
    said.start();
    ((Logger) LoggerFactory.getLogger(MailIntake.class)).addAppender(said);
    storage.goAway();
    // An attempt that had read it before would go on when the trigger is gone.
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions() // the list grows while it is looked at
        .until(() ->
            List.copyOf(said.list).stream()
                .anyMatch(event -> event.getFormattedMessage().contains("can't be read now")));
    desk.program().execute("DROP TRIGGER later");
    var next = Letter.from(People.ANNA).subject("small, meanwhile").messageId("meanwhile@b");
    assertThat(desk.outcomeOf(next)).isEqualTo("REGISTERED");
    assertThat(desk.program().query(pending)).containsExactly("0");
    storage.comeBack();
    assertThat(desk.outcomeOf(raw)).isEqualTo("REGISTERED");
  }

  @Test
  void a_bucket_that_is_not_there_stops_the_start_in_words() {
    assertThatThrownBy(() ->
            ServedMailbox.open(
                setup -> storage.usedBy(setup).with("otklik.storage.s3.bucket", "no-such-bucket")))
        .hasStackTraceContaining("the server refuses bucket no-such-bucket");
  }
}
