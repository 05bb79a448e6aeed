package org.otklik.helpdesk.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.intake.servers.DovecotServer;

/** What administrators do with mailboxes: test, pause, resume, import. */
@NullUnmarked // reads JSON that is there or makes the test fail
class MailboxesApiIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static ServedMailbox desk;
  private static CalledApi api;

  @BeforeAll
  static void open() {
    desk =
        ServedMailbox.open((setup, server) -> {
          String locked = "otklik.mailboxes.locked.";
          String popped = "otklik.mailboxes.popped.";
          return setup
              .with("otklik.mailbox-silence", "2s")
              .with(popped + "address", "popped@support.example")
              .with(popped + "protocol", "pop3")
              .with(popped + "host", DovecotServer.HOST)
              .with(popped + "port", server.pop3Port())
              .with(popped + "security", "plain")
              .with(popped + "user", "popped")
              .with(popped + "password", DovecotServer.PASSWORD)
              .with(popped + "trust", "server")
              .with(popped + "after-reading", "delete")
              .with(popped + "poll", "500ms")
              .with(locked + "address", "locked@support.example")
              .with(locked + "host", DovecotServer.HOST)
              .with(locked + "port", server.imapPort())
              .with(locked + "security", "plain")
              .with(locked + "user", "locked")
              .with(locked + "password", "wrong");
        });
    api = new CalledApi(desk.program(), "").as("ada", OperatorRole.ADMINISTRATOR);
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
  }

  private static Map<String, Object> state(String mailbox) {
    return api.get("/mailboxes/" + mailbox).json();
  }

  @Test
  void a_test_says_in_the_readers_words_what_is_wrong() {
    var works = api.post("/mailboxes/support/test", "").json();
    assertThat(works).containsEntry("works", true);
    assertThat(works.get("words").toString()).contains("support can be read");
    var locked = api.post("/mailboxes/locked/test", "").json();
    assertThat(locked).containsEntry("works", false).containsEntry("problem", "PASSWORD_REFUSED");
    assertThat(locked.get("words").toString())
        .startsWith("The server refused the password of locked")
        .doesNotContain("wrong");
    assertThat(api.post("/mailboxes/none/test", "").status()).isEqualTo(404);
  }

  @Test
  void a_mailbox_that_was_not_read_for_too_long_is_flagged() {
    await().atMost(PATIENCE).until(() -> Boolean.TRUE.equals(state("locked").get("silent")));
    assertThat(state("locked").get("problem").toString())
        .contains("Nothing has been read to the end since");
    assertThat(state("support")).containsEntry("silent", false);
  }

  @Test
  void a_pop3_mailbox_is_read_emptied_and_makes_tickets() {
    byte[] raw = Letter.from(People.ANNA).subject("by POP3").messageId("pop@b").raw();
    desk.server().deliver("popped", raw);
    assertThat(desk.outcomeOf(raw)).isEqualTo("REGISTERED");
    await()
        .atMost(PATIENCE)
        .until(() -> desk.program().query("SELECT uids FROM mail_untold").isEmpty());
  }

  @Test
  void a_paused_mailbox_is_not_read_until_it_is_resumed() {
    await().atMost(PATIENCE).until(() -> "WAITING".equals(state("support").get("phase")));
    var paused = api.post("/mailboxes/support/pause", "").json();
    assertThat(paused).containsEntry("phase", "PAUSED").containsEntry("pausedBy", "ada");
    var letter = Letter.from(People.ANNA).subject("while it was paused");
    desk.deliver(letter);
    var later = Letter.from(People.ANNA).subject("by POP3, meanwhile").messageId("pop2@b").raw();
    desk.server().deliver("popped", later);
    assertThat(desk.outcomeOf(later)).isEqualTo("REGISTERED");
    assertThat(
            desk.program()
                .query(
                    "SELECT id FROM kept_mail WHERE sha256 = '%s'"
                        .formatted(ServedMailbox.sha256(letter.raw()))))
        .isEmpty();
    assertThat(api.post("/mailboxes/support/resume", "").json()).containsEntry("paused", false);
    assertThat(desk.outcomeOf(letter.raw())).isEqualTo("REGISTERED");
  }

  @Test
  void only_administrators_pause_and_import() {
    var operator = api.as("otto", OperatorRole.OPERATOR);
    for (String act : new String[] {"pause", "resume", "test"}) {
      assertThat(operator.post("/mailboxes/support/" + act, "").status()).isEqualTo(403);
    }
    assertThat(operator.post("/mailboxes/support/imports", "{}").status()).isEqualTo(403);
  }

  @Test
  void history_is_imported_without_tickets_and_letters() {
    byte[] old = Letter.from(People.ANNA).subject("from long ago").messageId("old@b").raw();
    desk.server().deliverTo("support", "Archive", old);
    long tickets =
        desk.program().query("SELECT id FROM ticket WHERE subject = 'from long ago'").size();
    var begun =
        api.post("/mailboxes/support/imports", "{\"folder\":\"Archive\",\"since\":\"2020-01-01\"}");
    assertThat(begun.status()).isEqualTo(202);
    assertThat(desk.outcomeOf(old)).isEqualTo("IGNORED");
    assertThat(desk.columnOf(old, "reason")).isEqualTo("imported");
    await()
        .atMost(PATIENCE)
        .until(() ->
            api.get("/mailboxes/support/imports").list().getFirst().get("finishedAt") != null);
    assertThat(api.get("/mailboxes/support/imports").list().getFirst())
        .containsEntry("messages", 1);
    assertThat(tickets).isZero();
    for (String read : List.of("INBOX", "InBox")) {
      assertThat(
              api.post(
                      "/mailboxes/support/imports",
                      "{\"folder\":\"%s\",\"since\":\"2020-01-01\"}".formatted(read))
                  .status())
          .as(read)
          .isEqualTo(422);
    }
  }

  /** As where an archive holds all mail, what waits in the mailbox included. */
  @Test
  void what_was_imported_is_registered_all_the_same_when_it_lies_in_the_mailbox() {
    byte[] waiting = Letter.from(People.ANNA).subject("in both").messageId("both@b").raw();
    desk.server().deliverTo("support", "AllMail", waiting);
    assertThat(
            api.post(
                    "/mailboxes/support/imports",
                    "{\"folder\":\"AllMail\",\"since\":\"2020-01-01\"}")
                .status())
        .isEqualTo(202);
    assertThat(desk.outcomeOf(waiting)).isEqualTo("IGNORED");
    desk.deliver(waiting);
    assertThat(desk.outcomesOf(waiting, 2)).containsExactlyInAnyOrder("IGNORED", "REGISTERED");
  }

  /** Zammad failed_email.rb: what could not be read can be read again after an upgrade. */
  @Test
  void an_unreadable_message_is_tried_again() {
    var many = Letter.from(People.ANNA).subject("too many headers");
    for (int i = 0; i < 2_500; i++) {
      many.header("X-" + i, "x");
    }
    assertThat(desk.outcomeOf(many)).isEqualTo("UNREADABLE");
    String id = desk.columnOf(many.raw(), "id");
    String first = desk.columnOf(many.raw(), "decided_at");
    assertThat(api.post("/messages/" + id + "/retry", "").status()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> !desk.columnOf(many.raw(), "decided_at").equals(first));
    assertThat(desk.outcomeOf(many.raw())).isEqualTo("UNREADABLE");
    var well = Letter.from(People.ANNA).subject("a readable one").messageId("well@b");
    assertThat(desk.outcomeOf(well)).isEqualTo("REGISTERED");
    var refused = api.post("/messages/" + desk.columnOf(well.raw(), "id") + "/retry", "");
    assertThat(refused.status()).isEqualTo(422);
  }
}
