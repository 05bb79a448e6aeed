package org.otklik.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Callee;
import org.otklik.intake.servers.SippScenario.Caller;

class AsteriskServerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @ParameterizedTest
  @EnumSource
  void what_is_shipped_is_loaded_without_a_complaint(AsteriskServer.Version version)
      throws Exception {
    try (var pbx = AsteriskServer.running(version)) {
      assertThat(Files.readString(pbx.log())).doesNotContain("WARNING", "ERROR");
      assertThat(pbx.cli("dialplan show otklik-hotline")).contains("Queue(${HOTLINE_QUEUE}");
      assertThat(pbx.cli("queue show hotline")).contains("rrmemory");
      assertThat(pbx.cli("manager show user otklik"))
          .containsPattern("read perm: agent,user\n")
          .containsPattern("write perm: agent,reporting,originate\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_call_handed_on_stays_one_row_of_milestones(AsteriskServer.Version version) {
    try (var pbx = AsteriskServer.running(version);
        var phones = new Sipp(pbx)) {
      pbx.cli("queue add member PJSIP/201 to hotline");
      phones.operator("201", Callee.handingOnTo("202", Duration.ofMillis(200)));
      phones.operator("202", Callee.talking(Duration.ofMillis(200)));
      phones.calls(AsteriskServer.HOTLINE, Caller.of("74951234567")).await(PATIENCE);
      assertThat(pbx.cli("database show hotline"))
          .containsPattern("/1in +: 1\\|\\d+\\|100\\|74951234567\\|")
          .containsPattern("/2agent +: 1\\|\\d+\\|PJSIP%2F201-")
          .containsPattern("/3agent +: 1\\|\\d+\\|PJSIP%2F202-\\w+\\|1")
          .containsPattern("/9end +: 1\\|\\d+\\|queue")
          .contains("7 results");
    }
  }
}
