package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.hotline.HotlineEvent;
import org.otklik.helpdesk.hotline.NewsStream;
import org.otklik.helpdesk.hotline.OperatorPhones;
import org.otklik.helpdesk.hotline.PbxPhase;
import org.otklik.helpdesk.hotline.PbxReport;
import org.otklik.helpdesk.hotline.Switchroom;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Caller;

/** Two programs on one database, and one PBX. */
@NullUnmarked // a program that is closed last
class HotlineReplicasIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Test
  void one_watches_the_other_shows_its_calls_and_commands_and_takes_over_when_it_ends()
      throws Exception {
    try (var database = ExternalDatabase.running();
        var sink = new MailSink();
        var pbx = AsteriskServer.running(AsteriskServer.Version.V22);
        var phones = new Sipp(pbx);
        var left = new Left()) {
      try (var first = program(database, sink, pbx).start()) {
        await().atMost(PATIENCE).until(() -> report(first).phase() == PbxPhase.UP);
        left.program = program(database, sink, pbx).with("otklik.test.people", false).start();
        var second = left.program;
        assertThat(report(first).elsewhere()).isEmpty();
        assertThat(report(second).elsewhere()).isPresent();

        List<HotlineEvent> seen = new CopyOnWriteArrayList<>();
        var stream = second.get(NewsStream.class);
        try (var _ = stream.after(stream.now(), seen::add)) {
          abandon(phones, "74955550201");
          await()
              .atMost(PATIENCE)
              .until(
                  () -> seen.stream().anyMatch(event -> event.kind() == HotlineEvent.Kind.RINGS));
        }
        await().atMost(PATIENCE).until(() -> signedIn(second).isEmpty());
        await()
            .atMost(PATIENCE)
            .until(() -> first.get(Switchroom.class).queues().getFirst().member("201").isPresent());
      }
      var second = left.program;
      await()
          .atMost(PATIENCE)
          .until(
              () -> report(second).elsewhere().isEmpty() && report(second).phase() == PbxPhase.UP);
      assertThat(second.query("SELECT epoch FROM lease WHERE what = 'pbx/office'"))
          .containsExactly("2");
      abandon(phones, "74955550202");
      await()
          .atMost(PATIENCE)
          .until(() ->
              second
                  .query("SELECT outcome FROM hotline_call ORDER BY id")
                  .equals(List.of("ABANDONED", "ABANDONED")));
    }
  }

  private static void abandon(Sipp phones, String number) {
    phones
        .calls(AsteriskServer.HOTLINE, Caller.of(number).hangingUpAfter(Duration.ofSeconds(2)))
        .awaitAnyhow(PATIENCE);
  }

  /** Nothing when it was done. */
  private static Optional<?> signedIn(RunningProgram program) {
    return program.get(OperatorPhones.class).signIn("office", Optional.of("201"));
  }

  private static RunningProgram.Setup program(
      ExternalDatabase database, MailSink sink, AsteriskServer pbx) {
    return database
        .usedBy(RunningProgram.ofOurOwn())
        .sendingTo(sink)
        .with("otklik.pbx-lease", "6s")
        .with("otklik.pbxes.office.host", AsteriskServer.HOST)
        .with("otklik.pbxes.office.port", pbx.amiPort())
        .with("otklik.pbxes.office.security", "plain")
        .with("otklik.pbxes.office.secret", AsteriskServer.SECRET);
  }

  private static PbxReport report(RunningProgram program) {
    return program.get(Switchroom.class).report("office").orElseThrow();
  }

  /** The program that is left, to be closed last. */
  private static final class Left implements AutoCloseable {
    private RunningProgram program;

    @Override
    public void close() {
      if (program != null) {
        program.close();
      }
    }
  }
}
