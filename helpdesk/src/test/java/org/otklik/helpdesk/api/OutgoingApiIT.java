package org.otklik.helpdesk.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Address;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.RunningProgram;

/** Held mail, outgoing mail, words of letters and answers with files, over HTTP, on the demo. */
@NullUnmarked // reads JSON that is there or makes the test fail
class OutgoingApiIT {
  private static RunningProgram program;
  private static CalledApi api;
  private static CalledApi operator;

  @BeforeAll
  static void start() throws Exception {
    program = RunningProgram.demo().start();
    api = CalledApi.asAdministrator(program);
    operator = api.as("plain", OperatorRole.OPERATOR);
    send("anna@romashka.example", "Files");
    send("nobody@elsewhere.example", "Offer");
    send("nobody@elsewhere.example", "Another offer");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            api.get("/messages?outcome=held").listAt("items").size() == 2
                && api.get("/tickets").listAt("items").size() == 1);
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  private static void send(String from, String subject) throws Exception {
    var properties = new Properties();
    properties.put("mail.smtp.host", "127.0.0.1");
    properties.put("mail.smtp.port", program.demoMail().smtpPort());
    byte[] raw = Letter.from(from).subject(subject).raw();
    Transport.send(
        new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(raw)),
        new Address[] {new InternetAddress("support@otklik.example")});
  }

  private static String ticket() {
    return "/tickets/" + api.get("/tickets").listAt("items").getFirst().get("id");
  }

  private static CalledApi.Answer multipart(String path, String key, String... parts) {
    String body =
        String.join("", List.of(parts).stream().map(part -> "--b\r\n" + part + "\r\n").toList());
    var request =
        java.net.http.HttpRequest.newBuilder(program.console().resolve("/api/v1" + path))
            .header("Authorization", "Bearer " + operator.token())
            .header("Content-Type", "multipart/form-data; boundary=b")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body + "--b--\r\n"));
    return operator.send(request);
  }

  private static String field(String name, String value) {
    return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
  }

  private static String file(String name, String content) {
    return "Content-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\nContent-Type: text/html\r\n\r\n%s"
        .formatted(name, content);
  }

  /** CVE-2026-28289: what a file is called is words, not a place. */
  @Test
  void an_answer_with_hostile_file_names_is_written_once_and_handed_out_only_as_files() {
    String path = ticket() + "/comments";
    String[] parts = {
      field("text", "With two files"),
      file("../../../etc/passwd", "<script>alert(1)</script>"),
      file("..\\.htaccess\u202efdp.exe", "x")
    };
    var first = multipart(path, "one", parts);
    assertThat(first.status()).as(first.response().body()).isEqualTo(201);
    assertThat(multipart(path, "one", parts).status()).isEqualTo(201);
    var comments = api.get(ticket()).listAt("comments");
    assertThat(comments).filteredOn(c -> "With two files".equals(c.get("text"))).hasSize(1);
    var files = CalledApi.list(comments.getLast().get("attachments"));
    assertThat(files)
        .extracting(f -> f.get("name"))
        .containsExactly("passwd", "...htaccessfdp.exe");
    var download = api.get(ticket() + "/attachments/" + files.getFirst().get("id"));
    assertThat(download.response().body()).isEqualTo("<script>alert(1)</script>");
    assertThat(download.response().headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
    assertThat(download.response().headers().firstValue("Content-Type"))
        .hasValue("application/octet-stream");
    assertThat(program.data().resolve("objects"))
        .isDirectoryRecursivelyContaining("glob:**/[0-9a-f]*");
    // The same words under another key are said again; without any, too.
    assertThat(multipart(path, "two", field("text", "Again")).status()).isEqualTo(201);
    assertThat(multipart(path, "three", field("text", "Again")).status()).isEqualTo(201);
    assertThat(api.get(ticket()).listAt("comments"))
        .filteredOn(c -> "Again".equals(c.get("text")))
        .hasSize(2);
  }

  @Test
  void files_beyond_the_limit_are_refused_and_nothing_is_written() {
    String[] parts = new String[22];
    parts[0] = field("text", "Too many files");
    for (int i = 1; i < parts.length; i++) {
      parts[i] = file(i + ".txt", "x");
    }
    var many = multipart(ticket() + "/comments", "many", parts);
    assertThat(many.status()).isEqualTo(422);
    assertThat(many.json()).containsEntry("rule", "files.too-many");
    var large =
        multipart(
            ticket() + "/comments",
            "large",
            field("text", "Too large"),
            file("large.bin", "x".repeat(21 * 1024 * 1024)));
    assertThat(large.status()).isIn(413, 422);
    assertThat(api.get(ticket()).listAt("comments"))
        .noneMatch(c -> c.get("text").toString().startsWith("Too "));
    // A body that isn't files stays small.
    assertThat(
            operator
                .post(ticket() + "/comments", "{\"text\":\"" + "x".repeat(3 << 20) + "\"}")
                .status())
        .isEqualTo(413);
  }

  @Test
  void held_mail_is_decided_once_and_the_second_is_told() {
    var held = api.get("/messages?outcome=held").listAt("items");
    String last = "/messages/" + held.getFirst().get("id");
    assertThat(api.get(last + "/same-sender").list()).hasSize(1);
    assertThat(operator.post(last + "/discarding", "{\"reason\":\"\"}").json())
        .containsEntry("field", "reason");
    assertThat(operator.post(last + "/registration", "{\"name\":\"N\"}").json())
        .containsEntry("field", "client")
        .containsEntry("rule", "missing");
    var done = operator.post(last + "/discarding", "{\"reason\":\"an offer\"}");
    assertThat(done.status()).isEqualTo(201);
    assertThat(done.json()).containsEntry("outcome", "IGNORED");
    assertThat(done.json().get("why").toString()).contains("an offer");
    var late = api.post(last + "/forwarding", "{\"clientId\":\"1\"}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.json()).containsEntry("rule", "held.decided");
    assertThat(late.json().get("detail").toString()).contains("plain");
    assertThat(api.get(last + "/decisions").list().getFirst())
        .containsEntry("act", "DISCARDED")
        .containsEntry("said", "an offer");
  }

  @Test
  void supervisors_change_words_of_letters_and_take_them_back() {
    String path = "/letter-templates/answer/ru";
    assertThat(operator.get(path).status()).isEqualTo(403);
    var shipped = api.get(path);
    assertThat(shipped.json()).containsEntry("own", false).containsEntry("version", 0);
    var wrong = api.put(path, "{\"subject\":\"s\",\"body\":\"a\\n{{txet}}\",\"version\":0}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json())
        .containsEntry("rule", "template.placeholder")
        .containsEntry("field", "body");
    assertThat(wrong.json().get("detail").toString()).contains("txet", "2");
    String own =
        "{\"subject\":\"Ответ по № {{number}}\",\"body\":\"Своими словами: {{text}}\",\"html\":\"<b>{{text}}</b>\",\"version\":0}";
    assertThat(api.post(path + "/preview", own).json().get("html").toString())
        .contains("&lt;третья&gt;");
    assertThat(api.put(path, own).json()).containsEntry("own", true).containsEntry("version", 1);
    assertThat(api.put(path, own).status()).as("somebody else's version").isEqualTo(412);
    api.post(ticket() + "/comments", "{\"text\":\"a < b\"}");
    assertThat(
            program.query(
                "SELECT CONCAT(body, '|', html) FROM outbox WHERE body LIKE 'Своими словами: a < b%'"))
        .singleElement()
        .asString()
        .contains("<b>a &lt; b</b>");
    assertThat(api.delete(path + "?version=1").json())
        .containsEntry("own", false)
        .containsEntry("version", 2);
    assertThat(api.get(path).listAt("versions")).hasSize(2);
  }

  @Test
  void letters_are_listed_by_how_far_they_are() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !api.get("/letters?state=sent").listAt("items").isEmpty());
    var sent = api.get("/letters?state=sent").listAt("items").getFirst();
    assertThat(sent).containsKeys("messageId", "recipient", "purpose", "sentAt");
    assertThat(api.get("/letters/" + sent.get("id")).json()).containsEntry("state", "SENT");
    assertThat(api.post("/letters/" + sent.get("id") + "/retry", "").status()).isEqualTo(409);
    assertThat(api.get("/letters?state=lost").status()).isEqualTo(422);
  }
}
