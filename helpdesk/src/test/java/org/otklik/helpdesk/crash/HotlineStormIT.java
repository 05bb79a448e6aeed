package org.otklik.helpdesk.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ProgramProcess;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.CuttableLine;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Callee;
import org.otklik.intake.servers.SippScenario.Caller;

/**
 * Mixed calls to a real Asterisk with the whole help desk behind it, while links are cut, the PBX
 * is killed, and the program is killed at each step of a call's way, at times together with its PBX
 * or its database. {@code ./mvnw -Photline} is the long form.
 */
class HotlineStormIT {
  private static final int CALLS = Integer.getInteger("hotline.calls", 240);
  private static final int CUTS = Integer.getInteger("hotline.cuts", 2);
  private static final int KILLS = Integer.getInteger("hotline.kills", 1);

  /** Of the program. */
  private static final int CRASHES = Integer.getInteger("hotline.crashes", 2);

  private static final int EACH_SECOND = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Within these a missed call is a ticket. A PBX's clock has whole seconds: one is added. */
  private static final Duration LIVE = Duration.ofSeconds(5 + 1);

  private static final Duration AFTER_RECONNECT = Duration.ofSeconds(30);

  @Test
  void a_call_that_was_answered_is_recorded_once_and_a_missed_one_is_owed_a_call_back_in_time()
      throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "storm"));
    try (var pbx = AsteriskServer.running(AsteriskServer.Version.V22);
        var line = new CuttableLine(pbx.amiPort());
        var sink = new MailSink();
        var phones = new Sipp(pbx);
        var program =
            new ProgramProcess(Files.createTempDirectory(folder, "run"), settings(line, sink))) {
      // One is there for two callers a second: most give up in the queue.
      String operator = AsteriskServer.OPERATORS.getFirst();
      pbx.cli("queue add member PJSIP/" + operator + " to hotline");
      phones.operator(operator, Callee.talking(Duration.ofMillis(700)));
      program.start();
      var storm = new CallStorm(pbx, line, program);
      storm.awaitWatched();
      List<String> hurried = numbers("74952");
      List<String> late = numbers("74993");
      storm.know(hurried);
      storm.know(late);
      List<Sipp.Phone> crowds =
          List.of(
              calls(phones, AsteriskServer.HOTLINE, numbers("74951"), Duration.ofSeconds(4)),
              calls(phones, AsteriskServer.HOTLINE, hurried, Duration.ofMillis(200)),
              calls(phones, AsteriskServer.CLOSED, late, Duration.ofSeconds(2)));

      storm.rage(CUTS, KILLS, CRASHES, Duration.ofSeconds(CALLS / 3 / EACH_SECOND));

      crowds.forEach(crowd -> crowd.awaitAnyhow(Duration.ofSeconds(60 + CALLS)));
      Set<String> answered = new HashSet<>();
      crowds.forEach(crowd -> answered.addAll(crowd.answered()));
      assertThat(answered).hasSizeGreaterThan(CALLS / 3);
      StormTally tally =
          await("every call that was answered is recorded, and over")
              .atMost(PATIENCE)
              .ignoreExceptions()
              .until(
                  () -> StormTally.of(program, storm.outages()),
                  found -> found.ongoing() == 0 && found.recorded().containsAll(answered));
      System.out.println(tally.line(CALLS / 3 * 3, answered, CUTS, KILLS, CRASHES));
      assertThat(storm.halted()).as("kills at a step of a call's way").isPositive();
      assertThat(tally.twice()).as("calls that were recorded twice").isEmpty();
      assertThat(tally.nowhere()).as("missed calls without one call back owed").isEmpty();
      assertThat(tally.missed()).as("calls missed while all was up").isPositive();
      assertThat(tally.slowestLive()).isLessThan(LIVE);
      assertThat(tally.slowestAfterReconnect()).isLessThan(AFTER_RECONNECT);
    }
  }

  private static Sipp.Phone calls(
      Sipp phones, String number, List<String> from, Duration patience) {
    return phones.calls(number, Caller.ofEach(from, EACH_SECOND).hangingUpAfter(patience));
  }

  /** Of the public network, each used once. */
  private static List<String> numbers(String prefix) {
    return IntStream.range(0, CALLS / 3).mapToObj(i -> prefix + (200_000 + i)).toList();
  }

  private static Map<String, String> settings(CuttableLine line, MailSink sink) {
    return Map.ofEntries(
        Map.entry("OTKLIK_TEST_PEOPLE", "true"),
        Map.entry("OTKLIK_DEMO_ENABLED", "false"),
        Map.entry("OTKLIK_OUTGOING_HOST", "127.0.0.1"),
        Map.entry("OTKLIK_OUTGOING_PORT", Integer.toString(sink.port())),
        Map.entry("OTKLIK_OUTGOING_SECURITY", "plain"),
        Map.entry("OTKLIK_OUTGOING_FROM_ADDRESS", People.SUPPORT),
        Map.entry("OTKLIK_PBXES_OFFICE_HOST", AsteriskServer.HOST),
        Map.entry("OTKLIK_PBXES_OFFICE_PORT", Integer.toString(line.port())),
        Map.entry("OTKLIK_PBXES_OFFICE_SECURITY", "plain"),
        Map.entry("OTKLIK_PBXES_OFFICE_SECRET", AsteriskServer.SECRET));
  }
}
