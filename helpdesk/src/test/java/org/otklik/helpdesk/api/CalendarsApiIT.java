package org.otklik.helpdesk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Access;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.store.Rows;

/** Calendars as an operator's program sees them, over HTTP, on the demo. */
@NullUnmarked // reads JSON that is there or makes the test fail
class CalendarsApiIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BERLIN =
      """
      name: %s
      zone: Europe/Berlin
      completeYears: 2026
      weekly:
        monday-thursday: 09:00-13:00, 14:00-18:00
        friday: 09:00-15:00
      exceptions:
        2026-12-24: 2h shorter
      """;

  private static RunningProgram program;
  private static String token;
  private static String operatorsToken;

  @BeforeAll
  static void start() throws Exception {
    program = RunningProgram.demo().start();
    token = map(Files.readString(program.data().resolve("demo.json"))).get("token").toString();
    long igor =
        program
            .get(Rows.Operators.class)
            .save(
                new Operator(
                    program.get(IdSource.class).next(),
                    "igor",
                    "Igor",
                    "igor@otklik.example",
                    OperatorRole.OPERATOR,
                    Language.EN,
                    "",
                    true,
                    0,
                    null,
                    null,
                    0))
            .id();
    operatorsToken = program.get(Access.class).issueToken(igor, "test");
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  @Test
  void the_providers_calendar_is_there_and_says_its_hours_and_its_definition() {
    var provider =
        list(value(get("").body())).stream()
            .filter(c -> c.get("name").toString().contains("Россия"))
            .findFirst()
            .orElseThrow();
    assertThat(provider).containsEntry("completeYears", "2025-2027");
    var shown = get("/" + provider.get("id"));
    assertThat(shown.headers().firstValue("ETag")).hasValue("\"1\"");
    assertThat(json(shown))
        .extractingByKey("weekly")
        .asString()
        .contains("MONDAY=[09:00-18:00]")
        .doesNotContain("SUNDAY");
    assertThat(json(shown).get("definition").toString()).contains("2026-11-04: off");
  }

  @Test
  void a_calendar_is_added_and_replaced_by_whoever_saw_its_latest_version() {
    String id = added("Berlin");
    String longer = BERLIN.formatted("Berlin").replace("15:00", "16:00");
    assertThat(put(id, longer, "\"9\"").statusCode()).isEqualTo(412);
    var replaced = put(id, longer, "\"1\"");
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertThat(replaced.headers().firstValue("ETag")).hasValue("\"2\"");
    assertThat(put(id, longer, "\"1\"").statusCode()).isEqualTo(412);
    assertThat(json(get("/" + id)).get("weekly").toString()).contains("FRIDAY=[09:00-16:00]");
    assertThat(program.query("SELECT version FROM calendar_revision WHERE calendar_id = " + id))
        .containsExactly("1", "2");
  }

  @Test
  void what_cannot_be_counted_with_is_refused_with_its_line_and_rule() {
    var never =
        post("", definition("name: N\nzone: UTC\ncompleteYears: all\nweekly:\n  monday: off\n"));
    assertThat(never.statusCode()).isEqualTo(422);
    assertThat(json(never))
        .containsEntry("field", "definition:5")
        .containsEntry("rule", "calendar.rule.no-hours-in-the-week");
    var overlap = post("", definition(BERLIN.formatted("X").replace("14:00", "12:00")));
    assertThat(json(overlap).get("rule")).isEqualTo("calendar.rule.hours-overlap");
    assertThat(json(overlap).get("detail").toString()).contains("пересекаются");
    assertThat(json(post("", definition(BERLIN.formatted("\"\""))))).containsEntry("field", "name");
    assertThat(json(post("", "{}"))).containsEntry("field", "definition");
    added("Taken");
    assertThat(json(post("", definition(BERLIN.formatted("Taken")))))
        .containsEntry("rule", "calendar-name-taken");
  }

  @Test
  void only_supervisors_and_administrators_change_calendars() {
    String id = added("Supervised");
    var operator = "Bearer " + operatorsToken;
    for (var request :
        List.of(
            request("").POST(BodyPublishers.ofString(definition(BERLIN.formatted("Mine")))),
            request("/" + id).PUT(BodyPublishers.ofString(definition(BERLIN.formatted("Mine")))),
            request("/" + id + "/imports/country").POST(BodyPublishers.ofString("{}")))) {
      var refused = send(request.setHeader("Authorization", operator));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
    }
    assertThat(send(request("/" + id).setHeader("Authorization", operator).GET()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_production_calendar_makes_its_year_known() throws IOException {
    String id = added("With 2028");
    var xml = new String(resource("made-up-2028.xml"), StandardCharsets.UTF_8);
    var gap = upload(id, "production-calendar", "application/xml", xml);
    assertThat(gap.statusCode()).isEqualTo(422);
    assertThat(json(gap)).containsEntry("rule", "calendar.rule.years-apart");
    put(
        id,
        BERLIN.formatted("With 2028").replace("completeYears: 2026", "completeYears: 2026-2027"),
        "*");
    var taken = upload(id, "production-calendar", "application/xml", xml);
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    assertThat(json(taken)).containsEntry("added", 7).containsEntry("removed", 0);
    var year = json(get("/" + id + "/years/2028"));
    assertThat(year).containsEntry("provisional", false);
    assertThat(list(year.get("days")).get(59))
        .containsEntry("date", "2028-02-29")
        .containsEntry("kind", "OFF")
        .containsEntry("reason", "Праздник огурца");
    assertThat(list(year.get("days")).get(49))
        .containsEntry("kind", "EXTRA")
        .containsEntry("hours", List.of("09:00-13:00", "14:00-18:00"));
    assertThat(json(get("/" + id + "/years/2029"))).containsEntry("provisional", true);
    var hostile = "<!DOCTYPE x><calendar year='2028'/>";
    assertThat(json(upload(id, "production-calendar", "text/xml", hostile)))
        .containsEntry("field", "file")
        .containsEntry("rule", "xml-with-doctype");
  }

  @Test
  void an_icalendar_file_adds_days_off_and_says_what_it_left_out() throws IOException {
    String id = added("With events");
    var ics = new String(resource("made-up.ics"), StandardCharsets.UTF_8);
    var taken = upload(id, "icalendar?years=2026-2027", "text/calendar", ics);
    assertThat(json(taken)).containsEntry("added", 10).containsEntry("leftOut", 2);
    var year = json(get("/" + id + "/years/2026"));
    assertThat(list(year.get("days")).get(357))
        .as("24 December")
        .containsEntry("kind", "SHORTENED");
    assertThat(list(year.get("days")).get(363)).containsEntry("reason", "Closed");
    assertThat(json(upload(id, "icalendar", "text/calendar", ics))).containsEntry("field", "years");
  }

  @Test
  void a_countrys_holidays_are_taken_in_but_not_russias() {
    String id = added("With holidays");
    String path = "/" + id + "/imports/country";
    var bavaria = post(path, "{\"country\":\"DE\",\"subdivision\":\"by\",\"years\":\"2026-2027\"}");
    assertThat(bavaria.statusCode()).as(bavaria.body()).isEqualTo(200);
    assertThat(json(bavaria).get("removed")).isEqualTo(1);
    var day = list(json(get("/" + id + "/years/2027")).get("days")).get(5);
    assertThat(day).containsEntry("kind", "OFF").containsEntry("date", "2027-01-06");
    var russia = post(path, "{\"country\":\"RU\",\"years\":\"2026\"}");
    assertThat(json(russia))
        .containsEntry("field", "country")
        .containsEntry("rule", "russia-by-yearly-data");
    assertThat(json(post(path, "{\"country\":\"DE\",\"years\":\"soon\"}")))
        .containsEntry("field", "years");
    assertThat(list(value(get("/countries").body())))
        .extracting(place -> place.get("code"))
        .contains("de", "kz")
        .doesNotContain("ru");
    assertThat(list(value(get("/countries/de/parts").body()))).hasSizeGreaterThan(10);
  }

  @Test
  void a_term_can_be_counted() {
    var provider = program.query("SELECT id FROM calendar WHERE purpose = 'provider'").getFirst();
    assertThat(json(get("/" + provider + "/due?start=2026-11-20T15:30&term=1bd&notice=4wh")))
        .containsEntry("due", "2026-11-23T15:00:00Z")
        .containsEntry("notice", "2026-11-23T11:00:00Z")
        .containsEntry("provisional", false);
    assertThat(json(get("/" + provider + "/due?start=2027-12-31T12:00:00Z&term=5wh")))
        .containsEntry("provisional", true);
    assertThat(json(get("/" + provider + "/due?start=2026-11-20T15:30&term=5")))
        .containsEntry("field", "term");
    assertThat(json(get("/" + provider + "/due?start=yesterday&term=5wh")))
        .containsEntry("field", "start");
    assertThat(get("/" + provider + "/years/1900").statusCode()).isEqualTo(422);
    assertThat(get("/1").statusCode()).isEqualTo(404);
  }

  private static String added(String name) {
    var added = post("", definition(BERLIN.formatted(name)));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    return ((Map<?, ?>) json(added).get("calendar")).get("id").toString();
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = CalendarsApiIT.class.getResourceAsStream("/holidays/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static String definition(String yaml) {
    try {
      return program.get(JsonMapper.class).writeValueAsString(Map.of("definition", yaml));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(program.console().resolve("/api/v1/calendars" + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  private static HttpResponse<String> post(String path, String json) {
    return send(request(path).POST(BodyPublishers.ofString(json)));
  }

  private static HttpResponse<String> put(String id, String yaml, String ifMatch) {
    return send(
        request("/" + id)
            .header("If-Match", ifMatch)
            .PUT(BodyPublishers.ofString(definition(yaml))));
  }

  private static HttpResponse<String> upload(String id, String what, String type, String file) {
    return send(
        request("/" + id + "/imports/" + what)
            .setHeader("Content-Type", type)
            .POST(BodyPublishers.ofString(file)));
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
