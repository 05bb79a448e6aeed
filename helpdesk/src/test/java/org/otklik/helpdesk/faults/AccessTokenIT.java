package org.otklik.helpdesk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.mail.Mailroom;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.MailSink;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.servers.TokenServer;

/** A mailbox that is read with access tokens, whose refresh token rotates. */
class AccessTokenIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BOX = "otklik.mailboxes.support.";

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

  private static String problem(ServedMailbox desk) {
    return desk.program().get(Mailroom.class).report("support").orElseThrow().problem().orElse("");
  }
}
