package org.otklik.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.asteriskjava.manager.ManagerConnectionFactory;
import org.asteriskjava.manager.action.AtxferAction;
import org.junit.jupiter.api.Test;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.SippScenario.Callee;
import org.otklik.intake.servers.SippScenario.Caller;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallOutcome;
import org.otklik.telephony.PhoneNumber;

/** With the current Asterisk, some things more. */
class HotlineAsterisk22IT extends HotlineCases {
  HotlineAsterisk22IT() {
    super(AsteriskServer.Version.V22);
  }

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
}
