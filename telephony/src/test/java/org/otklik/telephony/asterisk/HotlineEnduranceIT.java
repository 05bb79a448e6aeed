package org.otklik.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.CuttableLine;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Callee;
import org.otklik.intake.servers.SippScenario.Caller;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallOutcome;

/**
 * Mixed calls while links are cut and the PBX is killed, or the link is away for long: what the
 * callers' side saw answered is told once, each. {@code ./mvnw -Photline} is the long form.
 */
class HotlineEnduranceIT {
  private static final int CALLS = Integer.getInteger("hotline.calls", 48);
  private static final int CUTS = Integer.getInteger("hotline.cuts", 2);
  private static final int KILLS = Integer.getInteger("hotline.kills", 1);
  private static final int EACH_SECOND = 4;
  private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("hotline.away", 8));

  @Test
  void every_call_that_was_answered_is_told_once_through_cuts_and_kills() {
    try (var pbx = AsteriskServer.running(AsteriskServer.Version.V22);
        var phones = new Sipp(pbx);
        var line = new CuttableLine(pbx.amiPort())) {
      var desk = new HelpDesk();
      operators(pbx, phones);
      try (var hotline =
          Hotline.watch(
              HotlineCases.at(line.port()),
              HotlineCases.QUICK,
              desk,
              desk,
              InstantSource.system())) {
        List<Sipp.Phone> crowds = crowds(phones, CALLS / 3, EACH_SECOND);
        disturb(pbx, line);
        crowds.forEach(crowd -> crowd.awaitAnyhow(Duration.ofSeconds(60 + CALLS / EACH_SECOND)));
        await().atMost(Duration.ofSeconds(30)).until(() -> hotline.state().isUp());

        Set<String> answered = answered(crowds);
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

  @Test
  void calls_of_a_long_time_without_a_link_are_told_once_within_half_a_minute_of_its_return() {
    try (var pbx = AsteriskServer.running(AsteriskServer.Version.V22);
        var phones = new Sipp(pbx);
        var line = new CuttableLine(pbx.amiPort())) {
      var desk = new HelpDesk();
      operators(pbx, phones);
      // As the program waits, and not as quickly as elsewhere in tests.
      try (var hotline =
          Hotline.watch(
              HotlineCases.at(line.port()), Timing.USUAL, desk, desk, InstantSource.system())) {
        await().atMost(Duration.ofSeconds(30)).until(() -> hotline.state().isUp());
        line.cut();
        List<Sipp.Phone> crowds = crowds(phones, (int) AWAY.toSeconds(), 1);
        crowds.forEach(crowd -> crowd.awaitAnyhow(AWAY.plusSeconds(60)));
        Set<String> answered = answered(crowds);
        assertThat(desk.ended).isEmpty();
        long back = System.nanoTime();
        line.heal();
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(told(desk)).containsAll(answered));
        Duration after = Duration.ofNanos(System.nanoTime() - back);
        assertThat(told(desk)).doesNotHaveDuplicates();
        assertThat(desk.ended).noneMatch(HotlineEnduranceIT::cutOff);
        System.out.printf(
            "hotline: without a link for %d s: %d answered, %d told, all within %d ms of its"
                + " return%n",
            AWAY.toSeconds(), answered.size(), desk.ended.size(), after.toMillis());
      }
    }
  }

  private static void operators(AsteriskServer pbx, Sipp phones) {
    AsteriskServer.OPERATORS.forEach(operator -> {
      pbx.cli("queue add member PJSIP/" + operator + " to hotline");
      phones.operator(operator, Callee.talking(Duration.ofMillis(300)));
    });
  }

  private static Set<String> answered(List<Sipp.Phone> crowds) {
    return crowds.stream().flatMap(crowd -> crowd.answered().stream()).collect(Collectors.toSet());
  }

  private static boolean cutOff(Call call) {
    return call.outcome() instanceof CallOutcome.CutOff;
  }

  private static List<String> told(HelpDesk desk) {
    return desk.ended.stream().map(call -> call.incoming().shown().number()).toList();
  }

  private static List<Sipp.Phone> crowds(Sipp phones, int calls, int each) {
    var patient = caller("749510", Duration.ofSeconds(4)).times(calls, each);
    var hurried = caller("749511", Duration.ofMillis(200)).times(calls, each);
    var late = caller("749512", Duration.ofSeconds(2)).times(calls, each);
    return List.of(
        phones.calls(AsteriskServer.HOTLINE, patient),
        phones.calls(AsteriskServer.HOTLINE, hurried),
        phones.calls(AsteriskServer.CLOSED, late));
  }

  private static Caller caller(String prefix, Duration patience) {
    return Caller.of(prefix + "[call_number]").hangingUpAfter(patience);
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
