package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.mail.KeptMails;
import org.otklik.helpdesk.mail.MailLists;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.servers.SmallDisk;

/**
 * Postfix queue_minfree: while a disk is full nothing is marked as done with, the state says so,
 * and all goes on by itself when there is room again.
 */
class DiskFullIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LETTERS = 60;
  private static final String USER = "support";

  @Test
  void while_the_disk_is_full_no_mail_is_taken_and_afterwards_all_of_it_arrives() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "disk");
    try (var disk = SmallDisk.at(folder, 500);
        var server = DovecotServer.running();
        var sink = new MailSink();
        var program =
            RunningProgram.ofOurOwn()
                .reading(server, USER, People.SUPPORT)
                .sendingTo(sink)
                .startOn(disk.folder())) {
      var desk = new ServedMailbox(server, sink, program); // closed part by part
      assertThat(desk.outcomeOf(Letter.from(People.ANNA).subject("before")))
          .isEqualTo("REGISTERED");
      await("the mailbox is told").atMost(PATIENCE).until(() -> server.unseen(USER) == 0);
      disk.fill();
      var letters = new ArrayList<byte[]>();
      for (int i = 0; i < LETTERS; i++) {
        letters.add(letter(i));
        desk.deliver(letters.getLast());
      }
      assertThat(awaitProblem(desk)).contains("could not be kept", "0 MB are free");
      assertThat(server.unseen(USER)).isEqualTo(LETTERS);
      assertThat(program.query("SELECT COUNT(*) FROM kept_mail")).containsExactly("1");
      disk.free();
      awaitAll(desk, letters);
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  /** A database's own disk, which the program doesn't see: MariaDB may even end by that. */
  @Test
  void while_a_databases_own_disk_is_full_no_mail_is_marked_and_afterwards_all_of_it_arrives()
      throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "disk");
    try (var disk = SmallDisk.at(folder, 400);
        var database = ExternalDatabase.in(disk.folder());
        var desk = ServedMailbox.open(database::usedBy)) {
      assertThat(desk.outcomeOf(Letter.from(People.ANNA).subject("before")))
          .isEqualTo("REGISTERED");
      await("the mailbox is told").atMost(PATIENCE).until(() -> desk.server().unseen(USER) == 0);
      disk.fill();
      var letters = new ArrayList<byte[]>();
      for (int i = 0; i < LETTERS; i++) {
        letters.add(letter(i));
        desk.deliver(letters.getLast());
      }
      awaitProblem(desk);
      int marked = LETTERS - desk.server().unseen(USER);
      assertThat(marked).as("marked although the disk is full").isLessThan(LETTERS);
      disk.free();
      int committed =
          await("the database is back")
              .atMost(PATIENCE)
              .ignoreExceptions() // it may be about to end
              .until(
                  () -> {
                    database.server().startIfEnded(); // as a service manager does
                    return decided(desk);
                  },
                  any -> true);
      assertThat(committed).as("what is marked is committed").isGreaterThanOrEqualTo(marked);
      awaitAll(desk, letters);
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private static String awaitProblem(ServedMailbox desk) {
    return await("the mailbox says what is wrong")
        .atMost(PATIENCE)
        .until(() -> problem(desk), Optional::isPresent)
        .orElseThrow();
  }

  private static void awaitAll(ServedMailbox desk, List<byte[]> letters) {
    for (byte[] letter : letters) {
      assertThat(desk.outcomesOf(letter, 1)).containsExactly("REGISTERED");
    }
    await("the mailbox is told of all, and well")
        .atMost(PATIENCE)
        .until(() -> desk.server().unseen(USER) == 0 && problem(desk).isEmpty());
    assertThat(desk.program().query("SELECT COUNT(*) FROM ticket WHERE subject LIKE 'full %'"))
        .containsExactly(Integer.toString(LETTERS));
  }

  /** Small enough for the database, and together too much for what is left there. */
  private static byte[] letter(int number) {
    return Letter.from(People.ANNA)
        .subject("full " + number)
        .messageId(number + ".full@b")
        .body("a long line of text that says nothing at all\n".repeat(5_000))
        .raw();
  }

  private static int decided(ServedMailbox desk) {
    return Integer.parseInt(
        desk.program()
            .query("SELECT COUNT(*) FROM mail_decision WHERE message_id LIKE '%.full@b'")
            .getFirst());
  }

  @Test
  void while_the_store_of_large_mail_is_full_it_stays_in_the_mailbox_and_is_read_afterwards()
      throws Exception {
    try (var desk = ServedMailbox.open();
        var disk = SmallDisk.at(desk.program().data().resolve("objects"), 4)) {
      Path incoming = Files.createDirectory(disk.folder().resolve("incoming"));
      byte[] large =
          Letter.from(People.ANNA)
              .subject("larger than the disk")
              .messageId("large@b")
              .body("a long line of text that says nothing at all\n".repeat(200_000))
              .raw();
      desk.deliver(large);
      assertThat(awaitProblem(desk)).contains("could not be kept").containsIgnoringCase("space");
      assertThat(desk.server().unseen(USER)).isEqualTo(1);
      assertThat(desk.program().query("SELECT COUNT(*) FROM kept_mail")).containsExactly("0");
      var small = Letter.from(People.ANNA).subject("small, meanwhile").messageId("small@b");
      assertThat(desk.outcomeOf(small)).isEqualTo("REGISTERED");
      disk.resize(64);
      assertThat(desk.outcomeOf(large)).isEqualTo("REGISTERED");
      await("the mailbox is told, and well")
          .atMost(PATIENCE)
          .until(() -> desk.server().unseen(USER) == 0 && problem(desk).isEmpty());
      long id = Long.parseLong(desk.columnOf(large, "id"));
      var mail = desk.program().get(MailLists.class).findById(id).orElseThrow();
      try (var in = desk.program().get(KeptMails.class).raw(mail).open()) {
        assertThat(in.readAllBytes()).isEqualTo(large);
      }
      try (Stream<Path> leftOver = Files.list(incoming)) {
        assertThat(leftOver).as("half-written files").isEmpty();
      }
    }
  }

  private static Optional<String> problem(ServedMailbox desk) {
    return desk.program().get(Mailroom.class).report("support").orElseThrow().problem();
  }
}
