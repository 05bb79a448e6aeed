package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.desk.MailboxDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.mailbox.MailboxForm;
import org.otklik.helpdesk.mailbox.MailboxForm.SignIn;
import org.otklik.helpdesk.mailbox.MailboxSecrets;
import org.otklik.helpdesk.mailbox.MailboxTest;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.servers.PostfixServer;
import org.otklik.intake.servers.PostfixServer.Routes;
import org.otklik.intake.servers.TokenServer;

/** Mail that is read, and mail that goes out, with access tokens. */
class AccessTokenIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BOX = "otklik.mailboxes.support.";
  private static final String OUTGOING = "otklik.outgoing.";

  @Test
  void mail_is_read_the_rotated_token_is_kept_sealed_and_what_fails_is_told_in_words()
      throws Exception {
    try (var tokens = new TokenServer("support");
        var server =
            DovecotServer.running(DovecotServer.Options.NONE.asking(tokens.introspection()));
        var sink = new MailSink()) {
      tokens.rotating();
      var setup =
          RunningProgram.ofOurOwn()
              .reading(server, "support", People.SUPPORT)
              .sendingTo(sink)
              .with(BOX + "oauth-endpoint", tokens.endpoint().toString())
              .with(BOX + "oauth-client-id", "app")
              .with(BOX + "oauth-client-secret", "s3cret")
              .with(BOX + "oauth-refresh-token", "refresh-0")
              .with(BOX + "oauth-secret-expires", "2020-01-31");
      try (var program = setup.start()) {
        var desk = new ServedMailbox(server, sink, program); // closed part by part
        var letter = Letter.from(People.ANNA).subject("by token").messageId("token@b");
        assertThat(desk.outcomeOf(letter)).isEqualTo("REGISTERED");
        assertThat(tokens.asked().getFirst()).contains("refresh_token=refresh-0");
        assertThat(desk.program().query("SELECT sealed FROM refresh_token").getFirst())
            .doesNotContain("refresh-1");
        await().atMost(PATIENCE).until(() -> problem(desk).contains("expired on 2020-01-31"));

        tokens.takeBack();
        server.kill();
        server.start();
        var next = Letter.from(People.ANNA).subject("by the next token").messageId("next@b");
        assertThat(desk.outcomeOf(next)).isEqualTo("REGISTERED");
        assertThat(tokens.asked().getLast()).contains("refresh_token=refresh-1");

        tokens.answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"revoked\"}");
        tokens.takeBack();
        server.kill();
        server.start();
        await().atMost(PATIENCE).until(() -> problem(desk).contains("invalid_grant"));
        assertThat(problem(desk)).doesNotContain("s3cret").doesNotContain("refresh-2");
      }
    }
  }

  /** As Microsoft 365 and Google demand for submission (RFC 6409) as well. */
  @Test
  void letters_go_out_with_a_token_and_wait_while_there_is_none() throws Exception {
    try (var tokens = new TokenServer("desk");
        var server =
            DovecotServer.running(DovecotServer.Options.NONE.asking(tokens.introspection()))) {
      var routes = new Routes(Map.of(People.ANNA, server.mailOf("anna")), Set.of(), Set.of());
      server.deliver("anna");
      tokens.answer(503, "{}");
      try (var postfix = PostfixServer.running(routes.askingForLogins(server));
          var program =
              RunningProgram.ofOurOwn()
                  .reading(server, "support", People.SUPPORT)
                  .with(OUTGOING + "host", "127.0.0.1")
                  .with(OUTGOING + "port", postfix.port())
                  .with(OUTGOING + "security", "plain")
                  .with(OUTGOING + "from-address", People.SUPPORT)
                  .with(OUTGOING + "user", "desk")
                  .with(OUTGOING + "oauth-endpoint", tokens.endpoint().toString())
                  .with(OUTGOING + "oauth-client-id", "app")
                  .with(OUTGOING + "oauth-client-secret", "s3cret")
                  .start()) {
        server.deliver("support", Letter.from(People.ANNA).subject("x").messageId("x@b").raw());
        String waiting = "SELECT problem FROM outbox WHERE problem IS NOT NULL";
        await().atMost(PATIENCE).until(() -> !program.query(waiting).isEmpty());
        assertThat(program.query(waiting).getFirst())
            .startsWith("TOKEN_SERVER_TROUBLE")
            .doesNotContain("s3cret");
        tokens.answer(200, "");
        program.execute("UPDATE outbox SET next_try_at = UTC_TIMESTAMP(6)");
        await()
            .atMost(PATIENCE)
            .until(() -> !program.query("SELECT id FROM outbox WHERE state = 'SENT'").isEmpty());
        await().atMost(PATIENCE).until(() -> server.unseen("anna") == 1);
      }
    }
  }

  @Test
  void a_try_before_saving_may_rotate_the_token_and_the_mailbox_is_read_nevertheless() {
    try (var tokens = new TokenServer("support");
        var server =
            DovecotServer.running(DovecotServer.Options.NONE.asking(tokens.introspection()));
        var sink = new MailSink()) {
      tokens.rotating();
      var setup =
          RunningProgram.ofOurOwn()
              .sendingTo(sink)
              .with("otklik.sealing-key", "correct horse battery staple, and so on");
      try (var program = setup.start()) {
        var form =
            new MailboxForm(
                People.SUPPORT,
                null,
                "imap",
                DovecotServer.HOST,
                server.imapPort(),
                "plain",
                "support",
                SignIn.REFRESH_TOKEN,
                tokens.endpoint().toString(),
                "app",
                "",
                "",
                "INBOX",
                "",
                "",
                "server");
        var secrets = new MailboxSecrets("", "s3cret", "refresh-0");
        var mailboxes = program.get(MailboxDesk.class);
        assertThat(mailboxes.test("", form, secrets))
            .isInstanceOfSatisfying(
                Outcome.Done.class,
                done -> assertThat(((MailboxTest) done.value()).works()).isTrue());
        assertThat(mailboxes.add("support", form, secrets, Actor.operator(1, "ada")))
            .isInstanceOf(Outcome.Done.class);
        var desk = new ServedMailbox(server, sink, program); // closed part by part
        var letter = Letter.from(People.ANNA).subject("by a token").messageId("made@b");
        assertThat(desk.outcomeOf(letter)).isEqualTo("REGISTERED");
        assertThat(tokens.asked().getFirst()).contains("refresh_token=refresh-0");
        assertThat(tokens.asked().get(1)).contains("refresh_token=refresh-1");
        assertThat(desk.program().query("SELECT sealed FROM made_mailbox").getFirst())
            .doesNotContain("refresh-0", "s3cret");
      }
    }
  }

  @Test
  void a_token_for_nobody_is_refused_in_words() {
    assertThatThrownBy(() ->
            RunningProgram.ofOurOwn()
                .with(OUTGOING + "host", "127.0.0.1")
                .with(OUTGOING + "from-address", People.SUPPORT)
                .with(OUTGOING + "oauth-endpoint", "https://login.example/token")
                .with(OUTGOING + "oauth-client-id", "app")
                .with(OUTGOING + "oauth-client-secret", "s3cret")
                .start()
                .close())
        .hasStackTraceContaining("otklik.outgoing.user must be set.");
  }

  private static String problem(ServedMailbox desk) {
    return desk.program().get(Mailroom.class).report("support").orElseThrow().problem().orElse("");
  }
}
