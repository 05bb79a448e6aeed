package org.otklik.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.CuttableLine;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Callee;
import org.otklik.intake.servers.SippScenario.Caller;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallOutcome;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.asterisk.LinkState.Fault;

/**
 * No call is lost, and none told twice, whatever breaks. Each test has a PBX of its own: the ledger
 * outlives a hotline, and calls whose end was told but not acknowledged yet come to the next one.
 */
class HotlineFaultsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private AsteriskServer pbx;
  private CuttableLine line;
  private Sipp phones;
  private HelpDesk desk;
  private Hotline hotline;

  @BeforeEach
  void watched() {
    pbx = AsteriskServer.running(AsteriskServer.Version.V22);
    line = new CuttableLine(pbx.amiPort());
    phones = new Sipp(pbx);
    desk = new HelpDesk();
    hotline = watch(desk);
    up();
  }

  @AfterEach
  void left() {
    // Each, whatever became of the test and of the others.
    try (var _ = pbx;
        var _ = line;
        var _ = phones;
        var _ = hotline) {}
  }

  private Hotline watch(HelpDesk by) {
    var there = HotlineCases.at(line.port());
    return Hotline.watch(there, HotlineCases.QUICK, by, by, InstantSource.system());
  }

  private void up() {
    await().atMost(PATIENCE).until(() -> hotline.state().isUp());
  }

  /** Cut, and noticed. */
  private void cut() {
    line.cut();
    await()
        .atMost(PATIENCE)
        .until(() ->
            hotline.state().events() instanceof LinkState.Down
                && hotline.state().actions() instanceof LinkState.Down);
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(_ -> HotlineCases.number()).toList();
  }

  private static Duration ms(int millis) {
    return Duration.ofMillis(millis);
  }

  /** Each number's call: told once, and no other. */
  private void toldOnce(List<String> numbers) {
    numbers.forEach(desk::ended);
    assertThat(numbers).allSatisfy(number -> assertThat(desk.timesEnded(number)).isEqualTo(1));
  }

  /** One that is answered, one out of hours and one that is given up; all over. */
  private List<String> callsOfEachKind() {
    pbx.cli("queue add member PJSIP/201 to hotline");
    phones.operator("201", Callee.talking(ms(200)));
    List<String> callers = numbers(3);
    var calls =
        List.of(
            phones.calls(AsteriskServer.HOTLINE, Caller.of(callers.get(0))),
            phones.calls(AsteriskServer.CLOSED, Caller.of(callers.get(1)).hangingUpAfter(ms(3000))),
            phones.calls(
                AsteriskServer.HOTLINE, Caller.of(callers.get(2)).hangingUpWhileRinging()));
    calls.forEach(call -> call.await(PATIENCE));
    // The telephone is done before the dialplan has written down how it ended.
    await()
        .atMost(PATIENCE)
        .until(() -> pbx.cli("core show channels").contains("0 active channels"));
    return callers;
  }

  private void toldAsIfWatched(List<String> callers) {
    toldOnce(callers);
    assertThat(desk.ended(callers.get(0)).outcome())
        .isInstanceOfSatisfying(
            CallOutcome.Answered.class,
            answered -> assertThat(answered.by()).contains(HotlineCases.ANNA));
    assertThat(desk.ended(callers.get(1)).outcome())
        .isInstanceOfSatisfying(
            CallOutcome.OutOfHours.class,
            outside -> assertThat(outside.voiceMessage()).isPresent());
    assertThat(desk.ended(callers.get(2)).outcome()).isEqualTo(new CallOutcome.Abandoned());
  }

  /** AsterNET #273: what was abandoned meanwhile is gone, since AMI has no replay. */
  @Test
  void calls_that_came_and_went_while_the_link_was_cut_are_told_once_it_is_back() {
    cut();
    List<String> callers = callsOfEachKind();
    assertThat(desk.ended).isEmpty();
    assertThat(hotline.state().events()).isInstanceOf(LinkState.Down.class);

    line.heal();
    toldAsIfWatched(callers);
  }

  @Test
  void a_call_that_goes_on_while_the_link_is_cut_keeps_its_key_and_ends_once() {
    String caller = HotlineCases.number();
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller));
    IncomingCall ringing = desk.rang(caller);
    cut();
    pbx.cli("queue add member PJSIP/201 to hotline");
    phones.operator("201", Callee.pickingUpAfter(ms(100)));
    await().atMost(PATIENCE).until(() -> pbx.cli("queue show hotline").contains("in call"));
    line.heal();
    up();
    pbx.cli("channel request hangup all");
    Call call = desk.ended(caller);
    assertThat(call.key()).isEqualTo(ringing.key());
    assertThat(call.outcome()).isInstanceOf(CallOutcome.Answered.class);
    assertThat(desk.timesEnded(caller)).isEqualTo(1);
  }

  @Test
  void calls_while_nobody_watched_are_told_to_who_comes_next() {
    hotline.close();
    List<String> callers = callsOfEachKind();
    hotline = watch(desk);
    toldAsIfWatched(callers);
    assertThat(desk.rang).isEmpty();
  }

  @Test
  void a_call_that_dies_with_its_pbx_while_nobody_watches_is_told_as_cut_off_to_who_comes_next() {
    pbx.cli("queue add member PJSIP/201 to hotline");
    phones.operator("201", Callee.pickingUpAfter(ms(100)));
    String talking = HotlineCases.number();
    phones.calls(AsteriskServer.HOTLINE, Caller.of(talking));
    await().atMost(PATIENCE).until(() -> !desk.answered.isEmpty());
    // AstDB writes to disk once a second: what is younger dies with the PBX, as documented.
    await().pollDelay(ms(1_200)).until(() -> true);
    hotline.close();
    pbx.kill();
    desk = new HelpDesk();

    pbx.start();
    hotline = watch(desk);
    toldOnce(List.of(talking));
    assertThat(desk.ended(talking).outcome()).isEqualTo(new CallOutcome.CutOff());
  }

  @Test
  void a_link_that_fell_silent_is_noticed_said_in_words_and_made_anew() {
    line.fallSilent();
    LinkState noticed =
        await()
            .atMost(PATIENCE)
            .until(
                () -> hotline.state().events(),
                state -> state instanceof LinkState.Down down && down.fault() == Fault.SILENT);
    assertThat(noticed.words()).isEqualTo("The PBX doesn't answer any more.");
    String caller = HotlineCases.number();
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller).hangingUpWhileRinging()).await(PATIENCE);
    line.heal();
    toldOnce(List.of(caller));
  }

  @Test
  void a_pbx_that_stands_still_is_noticed_and_comes_back() {
    pbx.freeze();
    try {
      await().atMost(PATIENCE).until(() -> hotline.state().actions() instanceof LinkState.Down);
    } finally {
      pbx.thaw();
    }
    up();
    String caller = HotlineCases.number();
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller).hangingUpWhileRinging());
    toldOnce(List.of(caller));
  }

  /** Zammad #1478: calls that never hung up. */
  @Test
  void a_call_that_dies_with_its_pbx_is_told_as_cut_off_once() {
    pbx.cli("queue add member PJSIP/201 to hotline");
    phones.operator("201", Callee.pickingUpAfter(ms(100)));
    String talking = HotlineCases.number();
    String waiting = HotlineCases.number();
    phones.calls(AsteriskServer.HOTLINE, Caller.of(talking));
    desk.rang(talking);
    await().atMost(PATIENCE).until(() -> !desk.answered.isEmpty());
    phones.calls(AsteriskServer.HOTLINE, Caller.of(waiting));
    desk.rang(waiting);

    pbx.kill();
    await().atMost(PATIENCE).until(() -> !hotline.state().isUp());
    assertThat(desk.ended).isEmpty();
    pbx.start();
    toldOnce(List.of(talking, waiting));
    assertThat(desk.ended).extracting(Call::outcome).containsOnly(new CallOutcome.CutOff());
    await().atMost(PATIENCE).until(() -> pbx.cli("database show hotline").startsWith("0 results"));
  }

  @Test
  void a_slow_help_desk_holds_up_neither_other_calls_nor_the_link() {
    hotline.close();
    List<String> callers = numbers(12);
    var together = new CountDownLatch(callers.size());
    desk =
        new HelpDesk() {
          @Override
          public void rings(IncomingCall call) {
            await().pollDelay(ms(700)).until(() -> true);
            super.rings(call);
          }

          // Not done with any call before all have come.
          @Override
          public void ended(Call call) {
            together.countDown();
            await().atMost(PATIENCE).until(() -> together.getCount() == 0);
            super.ended(call);
          }
        };
    hotline = watch(desk);
    up();
    callers.forEach(
        caller -> phones.calls(AsteriskServer.HOTLINE, Caller.of(caller).hangingUpAfter(ms(200))));
    try {
      toldOnce(callers);
    } finally {
      callers.forEach(_ -> together.countDown());
    }
    assertThat(hotline.state().isUp()).isTrue();
  }

  /**
   * More than the queue of Asterisk-Java's AsyncEventPump holds, which drops the rest and says
   * nothing.
   */
  @Test
  void a_burst_of_50_000_events_loses_no_call() {
    var storm =
        phones.calls(AsteriskServer.STORM, Caller.of(HotlineCases.number()).named("\"50000\""));
    List<String> callers = numbers(3);
    callers.forEach(
        caller -> phones.calls(AsteriskServer.HOTLINE, Caller.of(caller).hangingUpAfter(ms(200))));
    storm.await(Duration.ofMinutes(2));
    // Sooner than the ledger is read again: by the events.
    toldOnce(callers);
    assertThat(hotline.state().isUp()).isTrue();
  }

  @Test
  void a_wrong_secret_is_said_in_words() {
    Pbx right = HotlineCases.at(line.port());
    var wrong =
        new Pbx(
            right.id(),
            right.host(),
            right.port(),
            right.tls(),
            new Pbx.Login(AsteriskServer.USER, "wrong"),
            right.queue(),
            right.phones(),
            right.region());
    try (var refused =
        Hotline.watch(wrong, HotlineCases.QUICK, desk, desk, InstantSource.system())) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(List.of(refused.state().events(), refused.state().actions()))
                  .extracting(LinkState::words)
                  .allMatch(words -> words.startsWith("The PBX refuses the user or the secret")));
    }
  }
}
