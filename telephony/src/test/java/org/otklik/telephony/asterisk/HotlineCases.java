package org.otklik.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.asteriskjava.manager.ManagerConnectionFactory;
import org.asteriskjava.manager.action.AtxferAction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Callee;
import org.otklik.intake.servers.SippScenario.Caller;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallBackId;
import org.otklik.telephony.CallBackOutcome;
import org.otklik.telephony.CallOutcome;
import org.otklik.telephony.Extension;
import org.otklik.telephony.PauseReason;
import org.otklik.telephony.PbxId;
import org.otklik.telephony.PhoneNumber;
import org.otklik.telephony.QueueView;

/** What a hotline promises with any Asterisk that it works with. Real calls, on loopback. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HotlineCases {
  static final Duration PATIENCE = Duration.ofSeconds(15);
  static final Extension ANNA = new Extension("201");
  static final Extension BORIS = new Extension("202");
  static final Extension VERA = new Extension("203");

  /** As usual, but for what a test would have to wait for. */
  static final Timing QUICK =
      new Timing(
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          Duration.ofSeconds(20),
          Duration.ofSeconds(2));

  private static final AtomicInteger NEXT_NUMBER = new AtomicInteger(4_000_000);

  private final AsteriskServer.Version version;
  AsteriskServer pbx;
  Sipp phones;
  HelpDesk desk;
  Hotline hotline;

  HotlineCases(AsteriskServer.Version version) {
    this.version = version;
  }

  @BeforeAll
  void installed() {
    pbx = AsteriskServer.running(version);
    pbx.answerAfter(ms(600));
  }

  @AfterAll
  void removed() {
    if (pbx != null) {
      pbx.close();
    }
  }

  @BeforeEach
  void watched() {
    phones = new Sipp(pbx);
    desk = new HelpDesk();
    hotline = watch(desk);
  }

  @AfterEach
  void left() {
    hotline.actions().signOut(ANNA);
    hotline.actions().signOut(BORIS);
    hotline.actions().signOut(VERA);
    pbx.cli("channel request hangup all");
    await()
        .atMost(PATIENCE)
        .until(() -> pbx.cli("core show channels").contains("0 active channels"));
    hotline.close();
    phones.close();
  }

  Hotline watch(HelpDesk by) {
    Hotline made = Hotline.watch(at(pbx.amiPort()), QUICK, by, by, InstantSource.system());
    await().atMost(PATIENCE).until(() -> made.state().isUp());
    return made;
  }

  static Pbx at(int port) {
    return new Pbx(
        new PbxId("office"),
        AsteriskServer.HOST,
        port,
        new Pbx.Tls.None(),
        new Pbx.Login(AsteriskServer.USER, AsteriskServer.SECRET),
        new Pbx.Queue("hotline"),
        Pbx.Phones.PJSIP,
        "RU");
  }

  /** Nobody's number so far, as a trunk writes it. */
  static String number() {
    return "7495" + NEXT_NUMBER.incrementAndGet();
  }

  static Duration ms(int millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void a_call_is_shown_before_anybody_picks_up_and_told_with_who_did() throws Exception {
    String caller = number();
    hotline.actions().signIn(ANNA);
    phones.operator("201", Callee.pickingUpAfter(ms(700)));
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller).hangingUpAfter(ms(2500)));

    var ringing = desk.rang(caller);
    assertThat(desk.answered).isEmpty();
    assertThat(ringing.caller()).contains(new PhoneNumber("+" + caller));

    Call call = desk.ended(caller);
    assertThat(call.incoming()).isEqualTo(ringing);
    assertThat(desk.answered).containsExactly(new HelpDesk.Answer(call.key(), ANNA));
    var answered = (CallOutcome.Answered) call.outcome();
    assertThat(answered.by()).contains(ANNA);
    assertThat(answered.last()).contains(ANNA);
    assertThat(answered.leftWaiting()).isFalse();
    assertThat(answered.at()).isBetween(ringing.entered(), call.ended());
    var recording = pbx.recordings().resolve(answered.recording().orElseThrow().fileName());
    assertThat(Files.size(recording)).isGreaterThan(8_000);
  }

  @Test
  void a_caller_who_gives_up_waiting_is_told_as_abandoned() {
    String caller = number();
    hotline.actions().signIn(ANNA);
    phones.operator("201", Callee.notAnswering());
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller).hangingUpAfter(ms(800)));
    assertThat(desk.ended(caller).outcome()).isEqualTo(new CallOutcome.Abandoned());
    assertThat(desk.answered).isEmpty();
  }

  @Test
  void a_caller_who_hangs_up_before_the_queue_is_told_as_abandoned() {
    String caller = number();
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller).hangingUpWhileRinging());
    assertThat(desk.ended(caller).outcome()).isEqualTo(new CallOutcome.Abandoned());
  }

  @Test
  void with_nobody_there_a_caller_is_asked_for_a_message() {
    String caller = number();
    phones.calls(AsteriskServer.IMPATIENT, Caller.of(caller).hangingUpAfter(ms(5000)));
    var outcome = (CallOutcome.Overflowed) desk.ended(caller).outcome();
    assertThat(outcome.voiceMessage()).isPresent();
  }

  @Test
  void out_of_hours_a_message_is_kept() throws Exception {
    String caller = number();
    phones.calls(AsteriskServer.CLOSED, Caller.of(caller).hangingUpAfter(ms(3000)));
    var outcome = (CallOutcome.OutOfHours) desk.ended(caller).outcome();
    var message = pbx.recordings().resolve(outcome.voiceMessage().orElseThrow().fileName());
    assertThat(Files.size(message)).isGreaterThan(16_044);
    assertThat(desk.rang).isEmpty();
  }

  @Test
  void out_of_hours_a_caller_may_leave_none() {
    String caller = number();
    phones.calls(AsteriskServer.CLOSED, Caller.of(caller).hangingUpAfter(ms(100)));
    assertThat(desk.ended(caller).outcome())
        .isEqualTo(new CallOutcome.OutOfHours(Optional.empty()));
  }

  @Test
  void a_blind_transfer_stays_one_call() {
    String caller = number();
    hotline.actions().signIn(ANNA);
    phones.operator("201", Callee.handingOnTo("202", ms(200)));
    phones.operator("202", Callee.talking(ms(300)));
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller));
    var answered = (CallOutcome.Answered) desk.ended(caller).outcome();
    assertThat(answered.by()).contains(ANNA);
    assertThat(answered.last()).contains(BORIS);
    assertThat(answered.leftWaiting()).isFalse();
    assertThat(desk.timesEnded(caller)).isEqualTo(1);
  }

  @Test
  void
      a_call_handed_on_to_nobody_goes_back_into_the_queue_and_is_told_as_lost_if_nobody_takes_it() {
    String caller = number();
    hotline.actions().signIn(ANNA);
    phones.operator("201", Callee.handingOnTo("202", ms(200)));
    phones.operator("202", Callee.busy());
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller).hangingUpAfter(ms(2500)));
    desk.rang(caller);
    await().until(() -> !desk.answered.isEmpty());
    hotline.actions().signOut(ANNA);
    var answered = (CallOutcome.Answered) desk.ended(caller).outcome();
    assertThat(answered.last()).contains(ANNA);
    assertThat(answered.leftWaiting()).isTrue();
    assertThat(desk.timesEnded(caller)).isEqualTo(1);
  }

  @Test
  void a_call_handed_on_to_nobody_goes_back_into_the_queue_and_to_whoever_takes_it_there() {
    String caller = number();
    hotline.actions().signIn(ANNA);
    phones.operator("201", Callee.handingOnTo("202", ms(200)));
    phones.operator("202", Callee.busy());
    phones.operator("203", Callee.talking(ms(300)));
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller));
    desk.rang(caller);
    await().atMost(PATIENCE).until(() -> !desk.answered.isEmpty());
    hotline.actions().signOut(ANNA);
    hotline.actions().signIn(VERA);
    var answered = (CallOutcome.Answered) desk.ended(caller).outcome();
    assertThat(answered.by()).contains(ANNA);
    assertThat(answered.last()).contains(VERA);
    assertThat(answered.leftWaiting()).isFalse();
    assertThat(desk.timesEnded(caller)).isEqualTo(1);
  }

  /**
   * asterisk #393, #759: AgentComplete comes late and wrong, and CONNECT lacks in the queue's log.
   */
  @Test
  void an_attended_transfer_stays_one_call() throws Exception {
    String caller = number();
    hotline.actions().signIn(ANNA);
    phones.operator("201", Callee.pickingUpAfter(ms(0)));
    phones.operator("202", Callee.talking(ms(2000)));
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller));
    await().atMost(PATIENCE).until(() -> !desk.answered.isEmpty());

    // Anna asks Boris, then hangs up: as she would with the telephone's own key for it.
    askFirst(channel("201"), "202");
    await().atMost(PATIENCE).until(() -> desk.answered.size() == 2);
    pbx.cli("channel request hangup " + channel("201"));

    Call call = desk.ended(caller);
    assertThat(call.outcome())
        .isInstanceOfSatisfying(
            CallOutcome.Answered.class,
            answered -> {
              assertThat(answered.by()).contains(ANNA);
              assertThat(answered.last()).contains(BORIS);
              assertThat(answered.leftWaiting()).isFalse();
            });
    assertThat(desk.timesEnded(caller)).isEqualTo(1);
    assertThat(desk.ended).extracting(one -> one.key()).doesNotHaveDuplicates();
  }

  private String channel(String operator) {
    Matcher found =
        Pattern.compile("PJSIP/" + operator + "-[0-9a-f]+")
            .matcher(pbx.cli("core show channels concise"));
    assertThat(found.find()).isTrue();
    return found.group();
  }

  private void askFirst(String channel, String other) throws Exception {
    var connection =
        new ManagerConnectionFactory(
                AsteriskServer.HOST, pbx.amiPort(), AsteriskServer.ADMIN, AsteriskServer.SECRET)
            .createManagerConnection();
    connection.login("off");
    try {
      connection.sendAction(new AtxferAction(channel, "otklik-operators", other, 1), 3000);
    } finally {
      connection.logoff();
    }
  }

  @Test
  void two_calls_at_once_from_one_number_are_two_calls() {
    String caller = number();
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller).hangingUpAfter(ms(500)).times(2, 100));
    await().atMost(PATIENCE).until(() -> desk.timesEnded(caller) == 2);
    assertThat(desk.ended).extracting(Call::key).doesNotHaveDuplicates();
  }

  @Test
  void a_withheld_number_is_no_number() {
    phones.calls(
        AsteriskServer.HOTLINE,
        Caller.of("anonymous").named("\"Anonymous\"").hangingUpWhileRinging());
    Call call = desk.ended("anonymous");
    assertThat(call.incoming().caller()).isEmpty();
    assertThat(call.incoming().shown().name()).isEqualTo("Anonymous");
  }

  @Test
  void a_hostile_name_is_only_a_name() {
    List<String> names =
        List.of(
            "${SHELL(touch /tmp/otklik-owned)}",
            "x,Key: 1.1,Row: 9end,Value: 1|1|closed",
            "<script>alert(1)</script>",
            "a|b|c%0d%0aAction: Originate",
            "\u202Egnp.exe");
    for (String name : names) {
      String caller = number();
      phones.calls(
          AsteriskServer.HOTLINE,
          Caller.of(caller).named("\"" + name + "\"").hangingUpWhileRinging());
      Call call = desk.ended(caller);
      assertThat(call.incoming().shown().name()).isEqualTo(name.replace("\u202E", ""));
      assertThat(call.outcome()).isEqualTo(new CallOutcome.Abandoned());
      assertThat(call.incoming().caller()).isEqualTo(Optional.of(new PhoneNumber("+" + caller)));
    }
    assertThat(Path.of("/tmp/otklik-owned")).doesNotExist();
    assertThat(desk.ended).hasSizeGreaterThanOrEqualTo(names.size());
  }

  @Test
  void a_call_back_that_is_answered_tells_for_how_long() {
    phones.operator("201", Callee.pickingUpAfter(ms(100)));
    phones.outside(Callee.talking(ms(2200)));
    var id = new CallBackId("answered-1");
    var number = new PhoneNumber("+" + number());
    assertThat(hotline.actions().callBack(id, ANNA, number)).isEqualTo(new Actions.Result.Done());
    var back = desk.calledBack(id);
    assertThat(back.operator()).isEqualTo(ANNA);
    assertThat(back.number()).isEqualTo(number);
    var answered = (CallBackOutcome.Answered) back.outcome();
    assertThat(answered.talked()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
    assertThat(answered.recording()).isPresent();
  }

  @Test
  void a_call_back_to_a_busy_number_is_told_as_such() {
    phones.operator("201", Callee.pickingUpAfter(ms(100)));
    phones.outside(Callee.busy());
    var id = new CallBackId("busy-1");
    hotline.actions().callBack(id, ANNA, new PhoneNumber("+" + number()));
    assertThat(desk.calledBack(id).outcome()).isEqualTo(new CallBackOutcome.Busy());
  }

  @Test
  void a_call_back_that_nobody_answers_is_told_as_such() {
    phones.operator("201", Callee.talking(ms(1200)));
    phones.outside(Callee.notAnswering());
    var id = new CallBackId("unanswered-1");
    hotline.actions().callBack(id, ANNA, new PhoneNumber("+" + number()));
    assertThat(desk.calledBack(id).outcome()).isEqualTo(new CallBackOutcome.Unanswered());
  }

  @Test
  void a_call_back_whose_operator_does_not_pick_up_never_dials_the_number() {
    phones.operator("201", Callee.busy());
    var id = new CallBackId("away-1");
    hotline.actions().callBack(id, ANNA, new PhoneNumber("+" + number()));
    assertThat(desk.calledBack(id).outcome()).isEqualTo(new CallBackOutcome.OperatorAway());
  }

  @Test
  void an_operator_who_pauses_is_not_rung_and_the_queue_shows_it() {
    String caller = number();
    hotline.actions().signIn(ANNA);
    hotline.actions().pause(ANNA, new PauseReason("обед"));
    var paused = desk.shows(queue -> queue.members().stream().anyMatch(QueueView.Member::paused));
    assertThat(paused.members())
        .extracting(QueueView.Member::pause)
        .containsExactly(Optional.of("обед"));

    phones.operator("201", Callee.talking(ms(200)));
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller));
    var call = desk.rang(caller);
    var view = desk.shows(queue -> !queue.waiting().isEmpty());
    assertThat(view.waiting()).extracting(QueueView.Waiting::call).containsExactly(call.key());
    assertThat(desk.answered).isEmpty();

    hotline.actions().resume(ANNA);
    assertThat(desk.ended(caller).outcome()).isInstanceOf(CallOutcome.Answered.class);
  }

  @Test
  void what_the_help_desk_has_is_forgotten_by_the_pbx() {
    String caller = number();
    phones.calls(AsteriskServer.HOTLINE, Caller.of(caller).hangingUpAfter(ms(100)));
    Call call = desk.ended(caller);
    await()
        .atMost(PATIENCE)
        .until(() -> !pbx.cli("database show hotline").contains(call.key().linkedid().value()));
  }
}
