package org.otklik.helpdesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.faults.ExternalDatabase;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.running.RunningProgram.Setup;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.CallOutcome;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.Linkedid;
import org.otklik.telephony.PbxId;
import org.otklik.telephony.PhoneNumber;
import org.otklik.telephony.ShownCaller;
import picocli.CommandLine;

/** Conservation: messages fetched = those at each place, calls likewise, and what if not. */
class BalanceCommandIT {
  private static Setup setup = RunningProgram.ofOurOwn();

  private record Ran(int code, String out) {}

  private static Ran balance(ServedMailbox desk) {
    var out = new StringWriter();
    var properties = new HashMap<String, Object>(setup.properties());
    properties.put("otklik.data", desk.program().data().toString());
    properties.remove("otklik.test.people");
    int code =
        new CommandLine(new BalanceCommand(properties)).setOut(new PrintWriter(out)).execute();
    return new Ran(code, out.toString());
  }

  private static IncomingCall call(int number) {
    return new IncomingCall(
        new CallKey(new PbxId("office"), new Linkedid("1795178202." + number)),
        Optional.of(new PhoneNumber("+749522200" + number)),
        new ShownCaller("", "anybody"),
        Instant.now());
  }

  @Test
  void what_came_stands_somewhere_once_and_what_does_not_is_missed() throws Exception {
    try (var database = ExternalDatabase.running();
        var desk =
            ServedMailbox.open(given -> {
              setup = database.usedBy(given);
              return setup;
            })) {
      var known = Letter.from(People.ANNA).subject("known");
      assertThat(desk.outcomeOf(known)).isEqualTo("REGISTERED");
      assertThat(desk.outcomeOf(Letter.from(People.BORIS).subject("colleague")))
          .isEqualTo("FORWARDED");
      assertThat(desk.outcomeOf(Letter.from(People.STRANGER).subject("who"))).isEqualTo("HELD");
      var calls = desk.program().get(CallHandler.class);
      calls.rings(call(10));
      var abandoned = call(11);
      calls.ended(new Call(abandoned, abandoned.entered(), new CallOutcome.Abandoned()));

      Ran all = balance(desk);
      assertThat(all.out().lines())
          .containsExactly(
              "messages=3 forwarded=1 held=1 pending=0 registered=1 missing=0",
              "calls=2 missed=1 ongoing=1 missing=0");
      assertThat(all.code()).isZero();

      desk.program().execute("DELETE FROM mail_decision WHERE outcome = 'FORWARDED'");
      desk.program().execute("UPDATE hotline_call SET case_id = NULL WHERE disposition = 'MISSED'");
      Ran torn = balance(desk);
      assertThat(torn.out().lines())
          .containsExactly(
              "messages=3 held=1 pending=0 registered=1 missing=1", "calls=2 ongoing=1 missing=1");
      assertThat(torn.code()).isEqualTo(1);
    }
  }
}
