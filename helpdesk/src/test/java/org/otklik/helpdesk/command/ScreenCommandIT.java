package org.otklik.helpdesk.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.helpdesk.faults.ExternalDatabase;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.running.RunningProgram.Setup;
import org.otklik.helpdesk.running.ServedMailbox;
import picocli.CommandLine;

/** The command beside a running program, on the same database. */
class ScreenCommandIT {
  private static ExternalDatabase database;
  private static ServedMailbox desk;
  private static Setup setup = RunningProgram.ofOurOwn();

  @TempDir Path folder;

  @BeforeAll
  static void open() throws Exception {
    database = ExternalDatabase.running();
    desk =
        ServedMailbox.open(given -> {
          setup = database.usedBy(given);
          return setup;
        });
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
    if (database != null) {
      database.close();
    }
  }

  private record Ran(int code, String out, String err) {}

  private Ran screen(Setup with, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var properties = new HashMap<String, Object>(with.properties());
    properties.put("otklik.data", desk.program().data().toString());
    properties.remove("otklik.test.people");
    int code =
        new CommandLine(new ScreenCommand(properties))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setParameterExceptionHandler(new OneSentence())
            .execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  private String file(Letter letter) throws Exception {
    return Files.write(Files.createTempFile(folder, "mail", ".eml"), letter.raw()).toString();
  }

  /** Every table that mail can leave a trace in, and what the ids and numbers are drawn from. */
  private static List<String> traces() {
    return desk.program()
        .query(
            "CHECKSUM TABLE kept_mail, mail_decision, mail_pending, mail_failure, mail_untold, ticket, comment, history,"
                + " deadline, outbox, secret, mailbox");
  }

  @Test
  void it_names_the_outcome_the_reason_and_the_rules_in_their_order() throws Exception {
    var ran = screen(setup, file(Letter.from(People.ANNA).subject("would be a ticket")));
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("mailbox  support, trust: server")
        .contains("sender   " + People.ANNA)
        .contains("outcome  REGISTERED")
        .contains("why      The sender is on the client's list of staff.")
        .containsSubsequence(" - SeenBefore", " - UnprovenSender", "=> RegisteredSender")
        .doesNotContain("UnknownSender");
  }

  @Test
  void it_changes_nothing() throws Exception {
    var known = Letter.from(People.ANNA).subject("it came").messageId("came@b");
    assertThat(desk.outcomeOf(known)).isEqualTo("REGISTERED");
    String answered = desk.awaitAnswerTo("came@b").messageId();
    await("all that follows from it is done")
        .atMost(Duration.ofSeconds(40))
        .until(() ->
            desk.program()
                .query(
                    "SELECT uids FROM mail_untold UNION ALL"
                        + " SELECT id FROM outbox WHERE state = 'WAITING'")
                .isEmpty());
    var before = traces();
    var ran =
        screen(
            setup,
            "--language=ru",
            file(known),
            file(Letter.from(People.ANNA).subject("more").answering(answered)),
            file(Letter.from(People.BORIS).subject("colleague")),
            file(Letter.from(People.LOOPED).subject("round")),
            file(Letter.from(People.STRANGER).subject("stranger")));
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .containsSubsequence(
            "DUPLICATE: Повтор",
            "APPENDED",
            "FORWARDED",
            "HELD",
            "один из наших ящиков",
            "HELD",
            "Отправитель неизвестен");
    assertThat(traces()).isEqualTo(before);
    assertThat(screen(setup, "--as-if-new", file(known)).out()).contains("REGISTERED");
  }

  @Test
  void another_mailboxs_trust_makes_another_verdict() throws Exception {
    String prefix = "otklik.mailboxes.strict.";
    var two = setup;
    for (var entry :
        Map.of(
                "address", "strict@support.example",
                "host", "127.0.0.1",
                "user", "strict",
                "password", "x",
                "trust", "mx.provider.example")
            .entrySet()) {
      two = two.with(prefix + entry.getKey(), entry.getValue());
    }
    String file = file(Letter.from(People.ANNA).subject("who is it"));
    assertThat(screen(two, "--mailbox=strict", file).out())
        .contains("HELD")
        .contains("mx.provider.example says nothing about the sender")
        .contains("=> UnprovenSender");
    assertThat(screen(two, "--mailbox=support", file).out()).contains("REGISTERED");
    var unsaid = screen(two, file);
    assertThat(unsaid.code()).isEqualTo(2);
    assertThat(unsaid.err()).contains("Which mailbox?", "strict", "support").hasLineCount(1);
    assertThat(screen(two, "--mailbox=nobody", file).code()).isEqualTo(2);
  }

  @Test
  void a_file_that_is_not_there_is_said_and_the_others_are_judged() throws Exception {
    var ran = screen(setup, folder.resolve("none.eml").toString(), file(Letter.from(People.ANNA)));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("none.eml: there is no such file").contains("REGISTERED");
  }
}
