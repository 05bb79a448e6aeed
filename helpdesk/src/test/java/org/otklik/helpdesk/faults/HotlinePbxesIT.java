package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.hotline.PbxPhase;
import org.otklik.helpdesk.hotline.Switchroom;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.AsteriskServer.Version;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Caller;

/** Several PBXs, of two generations, with one program. */
class HotlinePbxesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String NUMBER = "74955550301";

  @Test
  void each_pbx_has_its_calls_its_lease_and_its_state_and_one_that_is_away_holds_up_no_other() {
    try (var north = AsteriskServer.running(Version.V22);
        var south = AsteriskServer.running(Version.V16);
        var program =
            connected(connected(RunningProgram.demo(), "north", north), "south", south).start()) {
      await().atMost(PATIENCE).until(() -> phase(program, "north") == PbxPhase.UP);
      await().atMost(PATIENCE).until(() -> phase(program, "south") == PbxPhase.UP);
      assertThat(program.query("SELECT what FROM lease WHERE what LIKE 'pbx/%' ORDER BY what"))
          .containsExactly("pbx/north", "pbx/south");
      abandon(north);
      abandon(south);
      awaitCalls(program, List.of("north", "south"));

      south.kill();
      await().atMost(PATIENCE).until(() -> phase(program, "south") == PbxPhase.DOWN);
      abandon(north);
      awaitCalls(program, List.of("north", "south", "north"));
      assertThat(phase(program, "north")).isEqualTo(PbxPhase.UP);
    }
  }

  private static RunningProgram.Setup connected(
      RunningProgram.Setup setup, String name, AsteriskServer pbx) {
    String prefix = "otklik.pbxes." + name + ".";
    return setup
        .with(prefix + "host", AsteriskServer.HOST)
        .with(prefix + "port", pbx.amiPort())
        .with(prefix + "security", "plain")
        .with(prefix + "secret", AsteriskServer.SECRET);
  }

  private static PbxPhase phase(RunningProgram program, String pbx) {
    return program.get(Switchroom.class).report(pbx).orElseThrow().phase();
  }

  private static void abandon(AsteriskServer pbx) {
    try (var phones = new Sipp(pbx)) {
      phones
          .calls(AsteriskServer.HOTLINE, Caller.of(NUMBER).hangingUpAfter(Duration.ofMillis(500)))
          .await(PATIENCE);
    }
  }

  private static void awaitCalls(RunningProgram program, List<String> pbxes) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            program
                .query("SELECT pbx FROM hotline_call WHERE outcome = 'ABANDONED' ORDER BY id")
                .equals(pbxes));
  }
}
