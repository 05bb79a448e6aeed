package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.desk.MailboxDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.mailbox.MailboxForm;
import org.otklik.helpdesk.mailbox.MailboxForm.SignIn;
import org.otklik.helpdesk.mailbox.MailboxReport;
import org.otklik.helpdesk.mailbox.MailboxSecrets;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.intake.servers.DovecotServer;

/** Two programs on one database. */
@NullUnmarked // a program that is closed last
class ReplicasIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEY = "otklik.sealing-key";
  private static final String SEALING = "correct horse battery staple, and so on";

  @Test
  void one_reads_a_mailbox_and_the_other_takes_over_what_was_paused_stays_so() throws Exception {
    try (var database = ExternalDatabase.running();
        var server = DovecotServer.running();
        var sink = new MailSink();
        var second = new Stopped()) {
      try (var first = program(database, server, sink).start()) {
        await().atMost(PATIENCE).until(() -> phase(first).equals("WAITING"));
        second.program = program(database, server, sink).with("otklik.test.people", false).start();
        var other = second.program;
        assertThat(report(other).elsewhere()).isPresent();
        assertThat(report(first).elsewhere()).isEmpty();
        await().atMost(PATIENCE).until(() -> phase(other).equals("WAITING"));

        byte[] one = Letter.from(People.ANNA).subject("for the first").messageId("1@b").raw();
        server.deliver("support", one);
        await().atMost(PATIENCE).until(() -> outcomes(first, one).contains("REGISTERED"));
        assertThat(first.query("SELECT epoch FROM lease")).containsExactly("1");

        // Paused from the program that doesn't read it, and that lasts beyond the reader's end.
        other.get(Mailroom.class).pause("support", "olga");
        await().atMost(PATIENCE).until(() -> phase(first).equals("PAUSED"));
      }
      var left = second.program;
      await().atMost(PATIENCE).until(() -> report(left).elsewhere().isEmpty());
      byte[] two = Letter.from(People.ANNA).subject("for the second").messageId("2@b").raw();
      server.deliver("support", two);
      await()
          .atMost(PATIENCE)
          .until(() -> left.query("SELECT epoch FROM lease").equals(List.of("2")));
      assertThat(outcomes(left, two)).isEmpty();
      left.get(Mailroom.class).resume("support");
      await().atMost(PATIENCE).until(() -> outcomes(left, two).contains("REGISTERED"));
    }
  }

  /** RFC 9051 §2.3.1.1, and the fencing epoch: a program that was only thought dead. */
  @Test
  void a_program_that_lost_its_lease_unawares_keeps_nothing_and_nothing_is_lost() throws Exception {
    try (var desk = ServedMailbox.open(setup -> setup.with("otklik.mailbox-lease", "2h"))) {
      assertThat(desk.outcomeOf(Letter.from(People.ANNA).subject("before")))
          .isEqualTo("REGISTERED");
      // As another program would, while this one sleeps: it does not look for 40 minutes.
      desk.program()
          .execute(
              """
              UPDATE lease SET epoch = epoch + 1, holder = 'another',
                held_until = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR
              """);
      byte[] raw = Letter.from(People.ANNA).subject("after").messageId("after@b").raw();
      desk.deliver(raw);
      await().atMost(PATIENCE).until(() -> phase(desk.program()).equals("FAILING"));
      assertThat(report(desk.program()).problem().orElseThrow())
          .contains("another program reads this mailbox by now");
      assertThat(desk.program().query("SELECT COUNT(*) FROM kept_mail")).containsExactly("1");
    }
  }

  /** FreeScout #634: a loop goes on when the program is started anew, and so does its count. */
  @Test
  void a_flood_is_counted_on_by_the_next_program() throws Exception {
    try (var database = ExternalDatabase.running();
        var server = DovecotServer.running();
        var sink = new MailSink()) {
      var setup = program(database, server, sink).with("otklik.screening.per-sender-per-hour", 12);
      try (var first = setup.start()) {
        flood(server, 0, 8);
        await().atMost(PATIENCE).until(() -> decided(first, "REGISTERED") == 8);
      }
      try (var next = setup.with("otklik.test.people", false).start()) {
        flood(server, 8, 18);
        await().atMost(PATIENCE).until(() -> decided(next, "HELD") > 0 && decided(next, "%") == 18);
        assertThat(decided(next, "REGISTERED")).isEqualTo(12);
      }
    }
  }

  private static void flood(DovecotServer server, int from, int until) {
    for (int i = from; i < until; i++) {
      server.deliver(
          "support", Letter.from(People.ANNA).subject("again").messageId(i + ".flood@b").raw());
    }
  }

  private static int decided(RunningProgram program, String outcome) {
    return Integer.parseInt(
        program
            .query("SELECT COUNT(*) FROM mail_decision WHERE outcome LIKE '%s'".formatted(outcome))
            .getFirst());
  }

  @Test
  void a_mailbox_made_in_one_is_changed_and_removed_by_the_other_under_its_lease()
      throws Exception {
    try (var database = ExternalDatabase.running();
        var server = DovecotServer.running();
        var sink = new MailSink();
        var second = new Stopped();
        var first = program(database, server, sink).with(KEY, SEALING).start()) {
      second.program =
          program(database, server, sink)
              .with(KEY, SEALING)
              .with("otklik.test.people", false)
              .start();
      var reader = second.program;
      var by = Actor.operator(1, "ada");
      var form = made(server, "");
      var secrets = new MailboxSecrets(DovecotServer.PASSWORD, "", "");
      done(reader.get(MailboxDesk.class).add("made", form, secrets, by));
      byte[] held = Letter.from(People.ANNA).subject("trusted by nobody").messageId("m1@b").raw();
      server.deliver("made", held);
      await().atMost(PATIENCE).until(() -> outcomes(first, held).contains("HELD"));

      // Changed in the program that doesn't read it.
      done(
          first
              .get(MailboxDesk.class)
              .change("made", made(server, "server"), MailboxSecrets.NONE, 0L, by));
      // At no moment is there neither the mailbox as it was nor as it is.
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> made(reader).orElseThrow().trustsItsServer());
      byte[] taken = Letter.from(People.ANNA).subject("trusted now").messageId("m2@b").raw();
      server.deliver("made", taken);
      await().atMost(PATIENCE).until(() -> outcomes(first, taken).contains("REGISTERED"));
      assertThat(outcomes(first, held)).containsExactly("HELD");
      String run =
          "SELECT l.epoch, l.holder FROM lease l JOIN made_mailbox m ON l.what = CONCAT('mailbox/', m.mailbox_id)";
      assertThat(first.query(run).getFirst()).startsWith("1 ").doesNotContain("null");

      done(first.get(MailboxDesk.class).remove("made", 1L, by));
      await().atMost(PATIENCE).until(() -> first.query(run).getFirst().endsWith("null"));
      assertThat(made(reader)).isEmpty();
      assertThat(outcomes(first, taken)).containsExactly("REGISTERED");
    }
  }

  private static Optional<MailboxReport> made(RunningProgram program) {
    return program.get(Mailroom.class).report("made");
  }

  private static MailboxForm made(DovecotServer server, String trust) {
    return new MailboxForm(
        "made@support.example",
        null,
        "imap",
        DovecotServer.HOST,
        server.imapPort(),
        "plain",
        "made",
        SignIn.PASSWORD,
        "",
        "",
        "",
        "",
        "INBOX",
        "",
        "",
        trust);
  }

  private static void done(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  private static RunningProgram.Setup program(
      ExternalDatabase database, DovecotServer server, MailSink sink) {
    return database
        .usedBy(RunningProgram.ofOurOwn())
        .reading(server, "support", People.SUPPORT)
        .sendingTo(sink)
        .with("otklik.mailbox-lease", "6s");
  }

  private static MailboxReport report(RunningProgram program) {
    return program.get(Mailroom.class).report("support").orElseThrow();
  }

  private static String phase(RunningProgram program) {
    return report(program).phase();
  }

  private static List<String> outcomes(RunningProgram program, byte[] raw) {
    return program.query(
        "SELECT outcome FROM mail WHERE sha256 = '%s'".formatted(ServedMailbox.sha256(raw)));
  }

  /** The program that is left, to be closed last. */
  private static final class Stopped implements AutoCloseable {
    private RunningProgram program;

    @Override
    public void close() {
      if (program != null) {
        program.close();
      }
    }
  }
}
