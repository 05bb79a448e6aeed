package org.otklik.helpdesk.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.mail.Address;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.RunningProgram;

/** The API as an operator's program sees it, over HTTP, on the demo. */
@NullUnmarked // reads JSON that is there or makes the test fail
class ApiIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static RunningProgram program;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    program = RunningProgram.demo().start();
    token = map(Files.readString(program.data().resolve("demo.json"))).get("token").toString();
    send("anna@romashka.example", "Пожар");
    send("anna@romashka.example", "Потоп");
    send("boris@romashka.example", "Вопрос");
    send("nobody@elsewhere.example", "Offer");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> items("/messages").size() == 4 && items("/tickets").size() == 2);
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

  @Test
  void tickets_are_listed_by_next_deadline_page_by_page() {
    var first = json(get("/tickets?limit=1"));
    assertThat(list(first.get("items"))).hasSize(1);
    var second = json(get("/tickets?limit=1&cursor=" + first.get("next")));
    assertThat(list(second.get("items"))).hasSize(1);
    assertThat(list(second.get("items")).getFirst().get("id"))
        .isNotEqualTo(list(first.get("items")).getFirst().get("id"));
  }

  @Test
  void a_ticket_shows_what_was_said_what_is_owed_and_what_happened() {
    var ticket = json(get("/tickets/" + ticketId(0)));
    assertThat(list(ticket.get("comments")).getFirst()).containsEntry("kind", "REQUEST");
    assertThat(list(ticket.get("deadlines")).getFirst())
        .containsEntry("kind", "FIRST_RESPONSE")
        .containsEntry("owner", "PROVIDER");
    assertThat(list(ticket.get("history"))).extracting(e -> e.get("act")).contains("REGISTERED");
  }

  @Test
  void under_the_standard_plan_only_the_analysis_meets_the_first_response() {
    String path = "/tickets/" + ticketId(1);
    var noted = post(path + "/comments", "{\"text\":\"ask Ivan\",\"visibility\":\"internal\"}");
    assertThat(noted.statusCode()).isEqualTo(201);
    var answered = post(path + "/comments", "{\"text\":\"Едем\"}");
    assertThat(list(json(answered).get("deadlines")).getFirst()).containsEntry("outcome", "OPEN");
    assertThat(list(json(answered).get("letters")))
        .extracting(letter -> letter.get("purpose"))
        .contains("ACKNOWLEDGEMENT", "ANSWER");
    var latest = json(get(path + "/latest-planned-date?category=support&priority=low"));
    var analysed =
        post(
            path + "/analysis",
            "{\"category\":\"support\",\"priority\":\"low\",\"plannedAt\":\"%s\"}"
                .formatted(latest.get("at")));
    assertThat(list(json(analysed).get("deadlines")).getFirst()).containsEntry("outcome", "MET");
  }

  @Test
  void a_lost_race_for_a_ticket_is_refused_with_412() {
    String path = "/tickets/" + ticketId(0) + "/responsible";
    var lost = send(request(path).header("If-Match", "\"99\"").PUT(body("{\"operator\":null}")));
    assertThat(lost.statusCode()).isEqualTo(412);
    assertThat(json(lost)).containsEntry("rule", "changed-meanwhile");
  }

  @Test
  void what_cannot_be_used_is_refused_with_the_field_and_the_rule() {
    var empty = post("/tickets/" + ticketId(0) + "/comments", "{\"text\":\"  \"}");
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(json(empty)).containsEntry("field", "text").containsEntry("rule", "empty-text");
    assertThat(get("/tickets?state=lost").statusCode()).isEqualTo(422);
    assertThat(get("/tickets?cursor=nonsense").statusCode()).isEqualTo(422);
    assertThat(post("/tickets/" + ticketId(0) + "/comments", "{\"text\":").statusCode())
        .isEqualTo(400);
  }

  @Test
  void nothing_is_shown_to_whoever_has_no_token() {
    for (String path : List.of("/tickets", "/clients", "/messages", "/operators", "/tokens")) {
      var refused = send(HttpRequest.newBuilder(program.console().resolve("/api/v1" + path)).GET());
      assertThat(refused.statusCode()).as(path).isEqualTo(401);
      assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
    }
  }

  @Test
  void what_does_not_exist_is_not_found_whatever_its_id_looks_like() {
    for (String id : List.of("1", "-1", "zzz", "99999999999999999999999999")) {
      assertThat(get("/tickets/" + id).statusCode()).as(id).isEqualTo(404);
      assertThat(get("/messages/" + id).statusCode()).as(id).isEqualTo(404);
    }
  }

  @Test
  void held_and_forwarded_messages_are_listed_with_the_reason_in_words() {
    assertThat(items("/messages?outcome=held"))
        .singleElement()
        .satisfies(held -> {
          assertThat(held).containsEntry("reason", "unknown-sender");
          assertThat(held.get("why").toString()).contains("неизвестен");
        });
    assertThat(items("/messages?outcome=forwarded")).hasSize(1);
  }

  @Test
  void a_message_can_be_downloaded_byte_for_byte() {
    var held = items("/messages?outcome=held").getFirst();
    var raw = get("/messages/" + held.get("id") + "/raw");
    assertThat(raw.body()).contains("Subject: Offer\r\n");
    assertThat(raw.headers().firstValue("content-disposition").orElse("")).startsWith("attachment");
  }

  @Test
  void a_client_and_its_staff_can_be_added_and_their_mail_counts_from_then_on() throws Exception {
    var added =
        post(
            "/clients",
            """
            {"name":"Firm","contractNumber":"7","contractStart":"2026-01-01",
             "contractEnd":"2099-12-31","address":"office@firm.example","language":"en",
             "domains":["firm.example"]}
            """);
    assertThat(added.statusCode()).isEqualTo(201);
    String staff = "/clients/" + json(added).get("id") + "/staff";
    String eve = "{\"name\":\"Eve\",\"role\":\"MAIN\",\"addresses\":[\"eve@firm.example\"]}";
    assertThat(post(staff, eve).statusCode()).isEqualTo(201);
    assertThat(json(post(staff, eve))).containsEntry("rule", "address-taken");
    assertThat(json(post(staff, eve.replace("eve@", "eva@"))))
        .containsEntry("rule", "one-main-user");
    assertThat(list(value(get(staff).body())).getFirst())
        .containsEntry("addresses", List.of("eve@firm.example"));
    assertThat(list(value(get("/clients").body())))
        .extracting(client -> client.get("domains"))
        .contains(List.of("firm.example"), List.of("romashka.example"));
    send("eve@firm.example", "From Eve");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> items("/tickets").stream().anyMatch(t -> t.get("subject").equals("From Eve")));
  }

  @Test
  void a_public_mail_domain_belongs_to_no_client() {
    var refused =
        post(
            "/clients",
            """
            {"name":"Firm","contractNumber":"8","contractStart":"2026-01-01",
             "contractEnd":"2099-12-31","address":"x@gmail.com","domains":["Gmail.com"]}
            """);
    assertThat(json(refused)).containsEntry("rule", "public-mail-domain");
  }

  @Test
  void a_revoked_token_lets_nobody_in() {
    var issued = json(post("/tokens", "{\"name\":\"robot\"}"));
    String secret = issued.get("token").toString();
    assertThat(withToken(secret).statusCode()).isEqualTo(200);
    var listed =
        list(value(get("/tokens").body())).stream()
            .filter(t -> t.get("name").equals("robot"))
            .findFirst()
            .orElseThrow();
    assertThat(send(request("/tokens/" + listed.get("id")).DELETE()).statusCode()).isEqualTo(204);
    assertThat(withToken(secret).statusCode()).isEqualTo(401);
  }

  @Test
  void the_openapi_document_describes_what_is_served() {
    var document = get("/../../openapi/otklik.yml").body();
    assertThat(document)
        .startsWith("openapi: 3.1")
        .contains(
            "/api/v1/tickets/{id}/comments",
            "/api/v1/tickets/{id}/analysis",
            "/api/v1/deadlines",
            "/api/v1/plans/{name}",
            "/api/v1/messages",
            "/api/v1/clients/{id}/staff");
    assertThat(get("/../../openapi").body()).contains("swagger-ui-bundle.js");
  }

  private static String ticketId(int index) {
    return json(get("/tickets")).get("items") instanceof List<?> all
        ? list(all).stream()
            .sorted((a, b) -> a.get("id").toString().compareTo(b.get("id").toString()))
            .toList()
            .get(index)
            .get("id")
            .toString()
        : "";
  }

  private static List<Map<String, Object>> items(String path) {
    return list(json(get(path)).get("items"));
  }

  private static HttpResponse<String> withToken(String secret) {
    return send(
        HttpRequest.newBuilder(program.console().resolve("/api/v1/operators"))
            .header("Authorization", "Bearer " + secret)
            .GET());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(program.console().resolve("/api/v1" + path).normalize())
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  private static HttpResponse<String> post(String path, String json) {
    return send(request(path).POST(body(json)));
  }

  private static HttpRequest.BodyPublisher body(String json) {
    return BodyPublishers.ofString(json);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> json(HttpResponse<String> response) {
    return map(response.body());
  }

  @SuppressWarnings("unchecked") // JSON objects have strings for keys
  private static Map<String, Object> map(String json) {
    return (Map<String, Object>) value(json);
  }

  @SuppressWarnings("unchecked") // as above
  private static List<Map<String, Object>> list(Object value) {
    return (List<Map<String, Object>>) value;
  }

  private static Object value(String json) {
    try {
      return program.get(JsonMapper.class).readValue(json, Argument.OBJECT_ARGUMENT);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
