package org.otklik.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Callee;
import org.otklik.intake.servers.SippScenario.Caller;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallOutcome;

/**
 * Mixed calls while links are cut and the PBX is killed: what the callers' side saw answered is
 * told once, each. The long form: {@code -Dhotline.calls=1000 -Dhotline.cuts=20 -Dhotline.kills=3}.
 */
class HotlineEnduranceIT {
  private static final int CALLS = Integer.getInteger("hotline.calls", 48);
  private static final int CUTS = Integer.getInteger("hotline.cuts", 2);
  private static final int KILLS = Integer.getInteger("hotline.kills", 1);
  private static final int EACH_SECOND = 4;

  /** Callers of one kind, and what their numbers begin with. */
  private record Crowd(String prefix, Sipp.Phone phone) {
    Set<String> answered() {
      return phone.answered().stream().map(number -> prefix + number).collect(Collectors.toSet());
    }
  }

  @Test
  void every_call_that_was_answered_is_told_once_through_cuts_and_kills() {
    try (var pbx = AsteriskServer.running(AsteriskServer.Version.V22);
        var phones = new Sipp(pbx);
        var line = new CuttableLine(pbx.amiPort())) {
      var desk = new HelpDesk();
      AsteriskServer.OPERATORS.forEach(operator -> {
        pbx.cli("queue add member PJSIP/" + operator + " to hotline");
        phones.operator(operator, Callee.talking(Duration.ofMillis(300)));
      });
      try (var hotline =
          Hotline.watch(
              HotlineCases.at(line.port()),
              HotlineCases.QUICK,
              desk,
              desk,
              InstantSource.system())) {
        List<Crowd> crowds = crowds(phones);
        disturb(pbx, line);
        crowds.forEach(
            crowd -> crowd.phone.awaitAnyhow(Duration.ofSeconds(60 + CALLS / EACH_SECOND)));
        await().atMost(Duration.ofSeconds(30)).until(() -> hotline.state().isUp());

        Set<String> answered =
            crowds.stream().flatMap(crowd -> crowd.answered().stream()).collect(Collectors.toSet());
        assertThat(answered).hasSizeGreaterThan(CALLS / 2);
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(told(desk)).containsAll(answered));
        assertThat(desk.ended).extracting(Call::key).doesNotHaveDuplicates();
        assertThat(told(desk)).doesNotHaveDuplicates();
        if (KILLS == 0) {
          assertThat(desk.ended).noneMatch(HotlineEnduranceIT::cutOff);
        }
        System.out.printf(
            "hotline: %d calls, %d answered, %d told, %d cuts, %d kills, cut off %d%n",
            CALLS,
            answered.size(),
            desk.ended.size(),
            CUTS,
            KILLS,
            desk.ended.stream().filter(HotlineEnduranceIT::cutOff).count());
      }
    }
  }

  private static boolean cutOff(Call call) {
    return call.outcome() instanceof CallOutcome.CutOff;
  }

  private static List<String> told(HelpDesk desk) {
    return desk.ended.stream().map(call -> call.incoming().shown().number()).toList();
  }

  private static List<Crowd> crowds(Sipp phones) {
    List<Crowd> crowds = new ArrayList<>();
    crowds.add(crowd(phones, "749510", AsteriskServer.HOTLINE, Duration.ofSeconds(4)));
    crowds.add(crowd(phones, "749511", AsteriskServer.HOTLINE, Duration.ofMillis(200)));
    crowds.add(crowd(phones, "749512", AsteriskServer.CLOSED, Duration.ofSeconds(2)));
    return crowds;
  }

  private static Crowd crowd(Sipp phones, String prefix, String number, Duration patience) {
    Caller caller =
        Caller.of(prefix + "[call_number]").hangingUpAfter(patience).times(CALLS / 3, EACH_SECOND);
    return new Crowd(prefix, phones.calls(number, caller));
  }

  /** Spread over the time that the calls take. */
  private static void disturb(AsteriskServer pbx, CuttableLine line) {
    int disturbances = CUTS + KILLS;
    long pause = CALLS / 3 * 1_000_000_000L / EACH_SECOND / (disturbances + 1);
    int killed = 0;
    for (int i = 1; i <= disturbances; i++) {
      LockSupport.parkNanos(pause);
      if (killed < KILLS * i / disturbances) {
        killed++;
        pbx.kill();
        pbx.start();
      } else {
        line.cut();
        LockSupport.parkNanos(pause / 2);
        line.heal();
      }
    }
  }
}
