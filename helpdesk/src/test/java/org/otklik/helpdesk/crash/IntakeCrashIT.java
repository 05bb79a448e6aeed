package org.otklik.helpdesk.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.crash.KillPlan.Kill;
import org.otklik.helpdesk.crash.Postman.Brought;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.ProgramProcess;
import org.otklik.intake.servers.DovecotServer;

/**
 * {@code kill -9} at each named step of a mail's way in and out, while mail keeps arriving: before
 * it is kept (qmail INTERNALS), before the mailbox is told (RFC 9051 §2.3.1.1), between a ticket
 * and its letter (river), between the mail server's answer and our record of it. The system
 * properties {@code otklik.crash.seed} and {@code otklik.crash.kills} make other runs of it; {@code
 * ./mvnw -Pcrash -Dseeds=N} kills N times.
 */
class IntakeCrashIT {
  private static final String USER = "support";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final long seed = Long.getLong("otklik.crash.seed", 20261120L);
  private final int kills = Integer.getInteger("otklik.crash.kills", 20);

  @Test
  void a_kill_at_any_step_loses_no_mail_and_does_nothing_twice() {
    assertTimeoutPreemptively(Duration.ofSeconds(300 + 30L * kills), this::killAndCount);
  }

  private void killAndCount() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "crash"));
    KillPlan plan = KillPlan.of(seed, kills);
    try (var server = DovecotServer.running();
        var sink = new MailSink();
        var postman = new Postman(server, USER);
        var program =
            new ProgramProcess(
                // Never an earlier run's: the same mail would be nothing but duplicates.
                Files.createTempDirectory(folder, "seed-" + seed + "-"), settings(server, sink))) {
      postman.begin();
      for (Kill kill : plan.kills()) {
        killAt(kill, program);
      }
      program.start();
      List<Brought> brought = postman.end();
      awaitQuiet(program, brought);
      awaitSeen(server, brought);
      try (var database = program.database()) {
        Tally tally = Tally.of(brought, database, sink.taken());
        System.out.printf(
            "crash: points=%d kills=%d lost=%d twice=%d repeated=%d mails=%d seed=%d%n",
            plan.points(),
            plan.kills().size(),
            tally.lost().size(),
            tally.twice().size(),
            tally.repeated(),
            brought.stream().mapToInt(Brought::copies).sum(),
            seed);
        assertThat(tally.lost()).as("lost").isEmpty();
        assertThat(tally.twice()).as("twice").isEmpty();
        assertThat(tally.repeated())
            .as("letters repeated, at most one a kill")
            .isLessThanOrEqualTo(plan.kills().size());
      }
    }
  }

  private static Map<String, String> settings(DovecotServer server, MailSink sink) {
    var settings = new HashMap<>(ProgramProcess.reading(server, USER, sink));
    settings.put("OTKLIK_MAILBOXES_SUPPORT_POLL", "2s");
    settings.put("OTKLIK_OUTGOING_PER_RECIPIENT", "off"); // a few people write all of it
    settings.put("OTKLIK_OUTGOING_CLAIM", "2s"); // how long a killed courier's letters wait
    settings.put("OTKLIK_RESUME_EVERY", "1s");
    return settings;
  }

  private void killAt(Kill kill, ProgramProcess program) throws IOException {
    Path sign = program.data().resolveSibling("at-step");
    Files.deleteIfExists(sign);
    program.start(
        "-Dotklik.crash.step=" + kill.step(),
        "-Dotklik.crash.time=" + kill.time(),
        "-Dotklik.crash.sign=" + sign.toAbsolutePath());
    await("the program comes to " + kill + "; it says " + program.said())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast(() -> assertThat(program.isAlive()).as("alive, %s", program).isTrue())
        .until(() -> Files.exists(sign));
    program.kill();
    if (kill.databaseToo()) {
      program.killDatabase();
    }
  }

  /** Everything that was brought has been decided, told, and answered. */
  private static void awaitQuiet(ProgramProcess program, List<Brought> brought) {
    int mails = brought.stream().mapToInt(Brought::copies).sum();
    await("nothing is left to do")
        .atMost(PATIENCE.plusMillis(10L * mails))
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptions() // as long as the database isn't up
        .failFast(() -> assertThat(program.isAlive()).as("alive, %s", program).isTrue())
        .untilAsserted(() -> {
          try (var database = program.database();
              var statement = database.createStatement();
              var row =
                  statement.executeQuery(
                      """
                      SELECT (SELECT COUNT(*) FROM mail),
                        (SELECT COUNT(*) FROM mail WHERE outcome = 'PENDING'),
                        (SELECT COUNT(*) FROM mail_untold),
                        (SELECT COUNT(*) FROM outbox WHERE state <> 'SENT')
                      """)) {
            row.next();
            assertThat(row.getInt(1)).as("kept").isEqualTo(mails);
            assertThat(row.getInt(2)).as("pending").isZero();
            assertThat(row.getInt(3)).as("not told").isZero();
            assertThat(row.getInt(4)).as("letters not sent").isZero();
          }
        });
  }

  /** In a maildir a message's flags are in its name: S is \Seen. */
  private static void awaitSeen(DovecotServer server, List<Brought> brought) {
    int mails = brought.stream().mapToInt(Brought::copies).sum();
    await("the mailbox was told of every mail")
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          try (var files = Files.list(server.mailOf(USER).resolve("cur"))) {
            assertThat(files.filter(f -> f.toString().matches(".*:2,[A-Z]*S[A-Z]*")))
                .hasSize(mails);
          }
        });
  }
}
