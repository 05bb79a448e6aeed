package org.otklik.helpdesk.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.api.CalledApi.Answer;
import org.otklik.helpdesk.mailbox.OurAddresses;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.People;
import org.otklik.helpdesk.running.ServedMailbox;
import org.otklik.intake.servers.DovecotServer;

/** Mailboxes that an administrator makes, changes and removes while the program runs. */
@NullUnmarked // reads JSON that is there or makes the test fail
class MailboxSettingsApiIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static ServedMailbox desk;
  private static CalledApi api;

  @BeforeAll
  static void open() {
    desk =
        ServedMailbox.open(setup ->
            setup
                .with("otklik.sealing-key", "correct horse battery staple, and so on")
                .with("otklik.mailbox-lease", "3s"));
    api = new CalledApi(desk.program(), "").as("ada", OperatorRole.ADMINISTRATOR);
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
  }

  /** A user's mailbox at the test's own server, with the password where one is given. */
  private static String json(String name, String user, String folder, String password) {
    return json(name, user, folder, password, DovecotServer.HOST);
  }

  private static String json(
      String name, String user, String folder, String password, String host) {
    String secret = password.isEmpty() ? "" : ",\"password\":\"" + password + "\"";
    return """
    {"name":"%s","address":"%s@support.example","host":"%s","port":%d,"security":"plain",
     "user":"%s","folder":"%s","trust":"server","afterReading":"leave"%s}
    """
        .formatted(name, name, host, desk.server().imapPort(), user, folder, secret);
  }

  private static void added(String name, String user) {
    var added = api.post("/mailboxes", json(name, user, "INBOX", DovecotServer.PASSWORD));
    assertThat(added.status()).as(added.response().body()).isEqualTo(201);
  }

  private static Answer change(String name, String json, String ifMatch) {
    return api.send(
        api.request("/mailboxes/" + name + "/settings")
            .header("If-Match", ifMatch)
            .PUT(BodyPublishers.ofString(json)));
  }

  private static List<String> keptOf(String subjectBytes) {
    return desk.program()
        .query("SELECT mailbox_id FROM kept_mail WHERE sha256 = '%s'".formatted(subjectBytes));
  }

  private static byte[] letter(String id) {
    return Letter.from(People.ANNA).subject(id).messageId(id + "@made").raw();
  }

  private static String delivered(String user, String folder, String id) {
    byte[] raw = letter(id);
    if (folder.equals("INBOX")) {
      desk.server().deliver(user, raw);
    } else {
      desk.server().deliverTo(user, folder, raw);
    }
    return desk.outcomeOf(raw);
  }

  @Test
  void a_mailbox_is_read_as_soon_as_it_is_added_and_its_password_never_comes_out() {
    added("fresh", "fresh");
    assertThat(delivered("fresh", "INBOX", "fresh-1")).isEqualTo("REGISTERED");
    var settings = api.get("/mailboxes/fresh/settings");
    assertThat(settings.response().headers().firstValue("ETag")).contains("\"0\"");
    assertThat(settings.json())
        .containsEntry("editable", true)
        .containsEntry("user", "fresh")
        .containsEntry("trust", "server");
    assertThat(settings.response().body()).doesNotContain(DovecotServer.PASSWORD);
    assertThat(desk.program().query("SELECT * FROM made_mailbox").toString())
        .contains("fresh")
        .doesNotContain(DovecotServer.PASSWORD);
    assertThat(api.get("/mailboxes/fresh").json()).containsEntry("phase", "WAITING");
    assertThat(desk.program().get(OurAddresses.class).contains("fresh+x@support.example")).isTrue();
  }

  @Test
  void another_password_goes_on_where_reading_was() {
    added("steady", "steady");
    delivered("steady", "INBOX", "steady-1");
    var changed =
        change("steady", json("steady", "steady", "INBOX", DovecotServer.PASSWORD), "\"0\"");
    assertThat(changed.json()).containsEntry("readAnew", false).containsEntry("words", null);
    delivered("steady", "INBOX", "steady-2");
    assertThat(keptOf(ServedMailbox.sha256(letter("steady-1")))).hasSize(1);
    var kept =
        change("steady", json("steady", "steady", "INBOX", "").replace("leave", "seen"), "\"1\"");
    assertThat(kept.status()).isEqualTo(200);
    assertThat(delivered("steady", "INBOX", "steady-3")).isEqualTo("REGISTERED");
    assertThat(desk.program().query("SELECT COUNT(*) FROM made_mailbox WHERE name = 'steady'"))
        .containsExactly("1");
  }

  /** Numbers of messages (UIDs) are good in one folder only (RFC 9051 §2.3.1.1). */
  @Test
  void another_folder_is_another_mailbox_that_is_read_whole_and_the_way_back_reads_nothing_anew() {
    added("mover", "mover");
    delivered("mover", "INBOX", "mover-1");
    desk.server().deliverTo("mover", "Other", letter("mover-1"));
    var changed = change("mover", json("mover", "mover", "Other", ""), "\"0\"");
    assertThat(changed.json()).containsEntry("readAnew", true);
    assertThat(changed.json().get("words").toString()).contains("another mailbox");
    assertThat(delivered("mover", "Other", "mover-2")).isEqualTo("REGISTERED");
    assertThat(desk.outcomesOf(letter("mover-1"), 2)).containsExactly("REGISTERED", "DUPLICATE");

    long version = Long.parseLong(api.get("/mailboxes/mover/settings").json().get("version") + "");
    change("mover", json("mover", "mover", "INBOX", ""), "\"" + version + "\"");
    assertThat(delivered("mover", "INBOX", "mover-3")).isEqualTo("REGISTERED");
    assertThat(keptOf(ServedMailbox.sha256(letter("mover-1")))).hasSize(2);
  }

  @Test
  void a_removed_mailbox_is_read_no_more_what_was_read_stays_and_its_name_is_free() {
    added("leaver", "leaver");
    delivered("leaver", "INBOX", "leaver-1");
    assertThat(api.delete("/mailboxes/leaver").status()).isEqualTo(204);
    await().atMost(PATIENCE).until(() -> api.get("/mailboxes/leaver").status() == 404);
    assertThat(
            desk.program()
                .query("SELECT sealed FROM made_mailbox WHERE name = 'leaver'")
                .toString())
        .contains("null");
    assertThat(keptOf(ServedMailbox.sha256(letter("leaver-1")))).hasSize(1);
    desk.server().deliver("leaver", letter("leaver-2"));
    added("leaver", "leaver");
    assertThat(desk.outcomeOf(letter("leaver-2"))).isEqualTo("REGISTERED");
    assertThat(keptOf(ServedMailbox.sha256(letter("leaver-1")))).hasSize(1);
    assertThat(api.get("/mailboxes/leaver/acts").list())
        .extracting(act -> act.get("act"))
        .containsExactly("ADDED", "REMOVED", "ADDED");
  }

  @Test
  void settings_are_tried_before_they_are_saved() {
    var works =
        api.post("/mailboxes/test", json("tried", "tried", "INBOX", DovecotServer.PASSWORD));
    assertThat(works.json()).containsEntry("works", true);
    var wrong = api.post("/mailboxes/test", json("tried", "tried", "INBOX", "nonsense"));
    assertThat(wrong.json()).containsEntry("problem", "PASSWORD_REFUSED");
    assertThat(wrong.response().body()).doesNotContain("nonsense");
    assertThat(api.get("/mailboxes/tried").status()).isEqualTo(404);
  }

  @Test
  void who_saw_an_earlier_version_is_told_so() {
    added("contended", "contended");
    String json = json("contended", "contended", "INBOX", "").replace("leave", "seen");
    assertThat(change("contended", json, "\"0\"").status()).isEqualTo(200);
    assertThat(change("contended", json, "\"0\"").status()).isEqualTo(412);
    var removal =
        api.send(api.request("/mailboxes/contended").header("If-Match", "\"0\"").DELETE());
    assertThat(removal.status()).isEqualTo(412);
  }

  @Test
  void a_kept_password_goes_to_no_other_server() {
    added("guarded", "guarded");
    String elsewhere = json("guarded", "guarded", "INBOX", "", "localhost");
    var refused = change("guarded", elsewhere, "\"0\"");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json())
        .containsEntry("field", "password")
        .containsEntry("rule", "mailbox.secret-again");
    assertThat(api.post("/mailboxes/test", elsewhere).status()).isEqualTo(422);
    // Nor to one that somebody wrote beside it in the database.
    desk.program()
        .execute("UPDATE made_mailbox SET host = 'localhost', version = 1 WHERE name = 'guarded'");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(String.valueOf(api.get("/mailboxes/guarded").json().get("problem")))
                .contains("otklik.sealing-key"));
    assertThat(api.delete("/mailboxes/guarded").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "user, 'a\\r\\nA2 DELETE INBOX', mailbox.one-line",
    "folder, 'a\\nb', mailbox.one-line",
    "host, 'imap\\r\\nexample', mailbox.host",
    "host, 'a b', mailbox.host",
    "password, 'x\\u0000y', mailbox.one-line",
    "address, 'nobody', no-address",
    "protocol, 'smtp', no-such-value",
    "security, 'none', no-such-value",
    "since, '31.12.2026', no-date",
    "afterReading, 'burn', mailbox.after-reading",
    "afterReading, 'move:a\\nb', mailbox.one-line",
    "afterReading, 'move:INBOX', mailbox.moves-into-itself",
    "trust, 'a b', mailbox.trust",
    "trust, 'server, dkim', mailbox.trust",
    "clientId, '1', mailbox.no-client",
    "name, 'Two Words', mailbox.name",
    "name, 'support', name-taken"
  })
  void what_can_not_be_is_refused_by_its_field(String field, String value, String rule) {
    var body = new TreeMap<String, String>();
    body.putAll(
        Map.of(
            "name", "wrong",
            "address", "wrong@support.example",
            "host", DovecotServer.HOST,
            "security", "plain",
            "user", "wrong",
            "password", "x"));
    body.put(field, value);
    String json =
        body.entrySet().stream()
            .map(e -> "\"%s\":\"%s\"".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
    var refused = api.post("/mailboxes", json);
    assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
    assertThat(refused.json()).containsEntry("rule", rule);
    assertThat(refused.json().get("field").toString())
        .isEqualTo(field.equals("clientId") ? "client" : field);
  }

  @Test
  void the_same_folder_is_not_read_twice() {
    var refused = api.post("/mailboxes", json("twin", "support", "INBOX", DovecotServer.PASSWORD));
    assertThat(refused.json()).containsEntry("rule", "mailbox.read-already");
  }

  @Test
  void a_mailbox_of_the_settings_is_shown_and_not_changed_here() {
    var shown = api.get("/mailboxes/support/settings").json();
    assertThat(shown).containsEntry("editable", false).containsEntry("version", null);
    var refused = change("support", json("support", "support", "INBOX", "x"), "*");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json()).containsEntry("rule", "mailbox.in-settings");
    assertThat(api.delete("/mailboxes/support").status()).isEqualTo(409);
  }

  @Test
  void only_administrators_make_mailboxes() {
    for (var role : List.of(OperatorRole.OPERATOR, OperatorRole.SUPERVISOR)) {
      var other = api.as("not-" + role, role);
      assertThat(other.post("/mailboxes", "{}").status()).isEqualTo(403);
      assertThat(other.post("/mailboxes/test", "{}").status()).isEqualTo(403);
      assertThat(other.get("/mailboxes/support/settings").status()).isEqualTo(403);
      assertThat(other.put("/mailboxes/support/settings", "{}").status()).isEqualTo(403);
      assertThat(other.delete("/mailboxes/support").status()).isEqualTo(403);
    }
  }
}
