package org.otklik.helpdesk.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.CallOutcome;
import org.otklik.telephony.Extension;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.Linkedid;
import org.otklik.telephony.PbxId;
import org.otklik.telephony.PhoneNumber;
import org.otklik.telephony.ShownCaller;

/** Calls to the hotline over HTTP, on a clock that the test sets. */
@NullUnmarked // reads JSON that is there or makes the test fail
class CallsApiIT {
  /** A Tuesday, 11:00 in Moscow. */
  private static final Instant START = Instant.parse("2026-10-06T08:00:00Z");

  private static final String ANNAS = "+74951230001";
  private static int calls;

  private static RunningProgram program;
  private static CalledApi admin;
  private static CalledApi igor;
  private static String clientId;
  private static String anna;

  @BeforeAll
  static void start() {
    program = RunningProgram.demo().withClockAt(START).start();
    admin = CalledApi.asAdministrator(program);
    igor = admin.as("igor", OperatorRole.OPERATOR);
    clientId = admin.get("/clients").list().getFirst().get("id").toString();
    anna = admin.get("/clients/" + clientId + "/staff").list().getFirst().get("id").toString();
    String igorsId =
        admin.get("/operators").list().stream()
            .filter(o -> o.get("login").equals("igor"))
            .findFirst()
            .orElseThrow()
            .get("id")
            .toString();
    assertThat(admin.put("/operators/" + igorsId + "/extension", "{\"extension\":\"102\"}").json())
        .containsEntry("extension", "102");
    assertThat(igor.put("/operators/" + igorsId + "/extension", "{}").status()).isEqualTo(403);
    assertThat(
            admin
                .put(
                    "/clients/" + clientId + "/staff/" + anna + "/phones",
                    "{\"phones\":[\"8 (495) 123-00-01\"]}")
                .json()
                .get("phones"))
        .isEqualTo(List.of(ANNAS));
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  /** A call that came so many seconds after the start. */
  private static String call(String caller, long after, CallOutcome outcome) {
    var incoming =
        new IncomingCall(
            new CallKey(new PbxId("office"), new Linkedid("api." + calls++)),
            Optional.of(new PhoneNumber(caller)),
            new ShownCaller("", caller),
            START.plusSeconds(after));
    program
        .get(CallHandler.class)
        .ended(new Call(incoming, incoming.entered().plusSeconds(100), outcome));
    return admin.get("/calls?limit=200").listAt("items").stream()
        .filter(c -> c.get("linkedid").equals(incoming.key().linkedid().value()))
        .findFirst()
        .orElseThrow()
        .get("id")
        .toString();
  }

  private static String taken(long after, long waited) {
    var by = Optional.of(new Extension("102"));
    return call(
        ANNAS,
        after,
        new CallOutcome.Answered(
            by, START.plusSeconds(after + waited), by, false, Optional.empty()));
  }

  @Test
  void an_operator_says_by_the_api_what_came_of_a_call() {
    String spot = "/calls/" + taken(0, 5);
    assertThat(igor.get(spot).json())
        .containsEntry("caller", ANNAS)
        .containsEntry("matched", "STAFF")
        .containsEntry("disposition", "AWAITED");
    assertThat(CalledApi.object(igor.get(spot).json().get("staff"))).containsEntry("id", anna);
    assertThat(igor.post(spot + "/solution", "{\"asked\":\"How?\"}").json())
        .containsEntry("field", "answered")
        .containsEntry("rule", "empty-text");
    var done =
        igor.send(
            igor.request(spot + "/solution")
                .header("Idempotency-Key", "one")
                .POST(BodyPublishers.ofString("{\"asked\":\"How?\",\"answered\":\"So.\"}")));
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.json()).containsEntry("disposition", "ON_THE_SPOT");
    var ticket = igor.get("/tickets/" + done.json().get("ticketId"));
    assertThat(ticket.at("standing")).containsEntry("category", "SUPPORT");
    assertThat(ticket.at("ticket")).containsEntry("state", "SOLUTION_PROVIDED");
    var again =
        igor.send(
            igor.request(spot + "/solution")
                .header("Idempotency-Key", "one")
                .POST(BodyPublishers.ofString("{\"asked\":\"How?\",\"answered\":\"So.\"}")));
    assertThat(again.status()).isEqualTo(200);
    var second = igor.post(spot + "/dismissal", "{\"reason\":\"none\"}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json())
        .containsEntry("rule", "call.decided")
        .containsEntry("type", "urn:otklik:problem:not-allowed");

    String about = "/calls/" + taken(200, 5);
    assertThat(igor.post(about + "/ticket", "{\"ticketNumber\":1,\"said\":\"x\"}").status())
        .isEqualTo(404);
    long number = ((Number) done.json().get("ticketNumber")).longValue();
    assertThat(
            igor.post(about + "/ticket", "{\"ticketNumber\":" + number + ",\"said\":\"It works\"}")
                .json())
        .containsEntry("disposition", "BELONGS")
        .containsEntry("ticketId", done.json().get("ticketId"));

    String owed = "/calls/" + taken(400, 5);
    assertThat(
            igor.post(
                    owed + "/feedback-promise",
                    "{\"asked\":\"a\",\"contact\":\"b\",\"dueAt\":\"2026-11-01T00:00:00Z\"}")
                .json())
        .containsEntry("field", "dueAt")
        .containsEntry("rule", "date.too-late");
    assertThat(igor.post(owed + "/feedback-promise", "{\"asked\":\"a\",\"contact\":\"b\"}").json())
        .containsEntry("disposition", "FEEDBACK_OWED");
  }

  @Test
  void calls_are_listed_page_by_page_and_by_what_one_looks_for() {
    String caller = "+74951230077";
    for (int i = 0; i < 5; i++) {
      call(caller, 1000 + i, new CallOutcome.Abandoned());
    }
    var first = admin.get("/calls?limit=2&caller=8-495-123-00-77");
    assertThat(first.listAt("items")).hasSize(2);
    var second =
        admin.get("/calls?limit=2&caller=8-495-123-00-77&cursor=" + first.json().get("next"));
    var third =
        admin.get("/calls?limit=2&caller=8-495-123-00-77&cursor=" + second.json().get("next"));
    assertThat(third.listAt("items")).hasSize(1);
    assertThat(third.json()).containsEntry("next", null);
    assertThat(admin.get("/calls?outcome=ABANDONED&disposition=AWAITED").listAt("items")).isEmpty();
    assertThat(admin.get("/calls?outcome=gone").json()).containsEntry("rule", "no-such-value");
    assertThat(admin.get("/calls?caller=me").json()).containsEntry("rule", "no-phone");
    assertThat(admin.get("/calls?cursor=x").json()).containsEntry("rule", "no-cursor");
    assertThat(admin.get("/calls/17").status()).isEqualTo(404);
    assertThat(new CalledApi(program, "").get("/calls").status()).isEqualTo(401);
  }

  @Test
  void a_strangers_call_case_is_worked_by_the_api() {
    String call = call("+74951230088", 0, new CallOutcome.Abandoned());
    String id = admin.get("/calls/" + call).json().get("caseId").toString();
    assertThat(admin.get("/call-cases?open=true").listAt("items"))
        .anyMatch(c -> c.get("id").equals(id));
    assertThat(igor.post("/call-cases/" + id + "/closing", "{}").json())
        .containsEntry("rule", "case.try-again");
    var tried = igor.post("/call-cases/" + id + "/attempts", "{\"text\":\"no answer\"}");
    assertThat(tried.at("standing")).containsEntry("halfDaysInVain", 1);
    assertThat(igor.post("/call-cases/" + id + "/feedback", "{}").json())
        .containsEntry("field", "text");
    var done = igor.post("/call-cases/" + id + "/feedback", "{\"text\":\"wrong number\"}");
    assertThat(done.at("standing")).containsEntry("closedBecause", "CALLED_BACK");
    assertThat(done.listAt("deadlines").getFirst()).containsEntry("outcome", "MET");
    assertThat(done.listAt("history")).extracting(e -> e.get("act")).contains("OPENED", "CLOSED");
    assertThat(admin.get("/call-cases?open=false").listAt("items"))
        .anyMatch(c -> c.get("id").equals(id));
  }

  @Test
  void a_stranger_who_turns_out_to_be_on_a_list_gets_a_ticket_of_the_call() {
    String call = call("+74951230099", 0, new CallOutcome.Abandoned());
    String id = admin.get("/calls/" + call).json().get("caseId").toString();
    String path = "/call-cases/" + id + "/registration";
    assertThat(igor.post(path, "{\"text\":\"printing\"}").json()).containsEntry("field", "staffId");
    String who = "{\"staffId\":\"" + anna + "\",\"text\":\"printing\"}";
    var done = igor.post(path, who);
    assertThat(done.at("standing")).containsEntry("closedBecause", "REGISTERED");
    assertThat(done.listAt("deadlines").getFirst()).containsEntry("outcome", "WAIVED");
    assertThat(admin.get("/calls/" + call).json())
        .containsEntry("ticketId", done.at("standing").get("ticketId"));
    assertThat(igor.post(path, who).json()).containsEntry("rule", "case.closed");
  }

  @Test
  void the_report_says_how_the_hotline_was_answered() {
    long day = Duration.ofDays(30).toSeconds();
    taken(day, 10);
    taken(day + 1, 50);
    call(ANNAS, day + 2, new CallOutcome.Abandoned());
    call(ANNAS, day + 3, new CallOutcome.OutOfHours(Optional.empty()));
    Instant from = START.plusSeconds(day);
    String period = "from=" + from + "&until=" + from.plusSeconds(60);
    var report = admin.get("/calls/report?within=20&" + period);
    assertThat(report.at("all"))
        .containsEntry("offered", 3)
        .containsEntry("answered", 2)
        .containsEntry("answeredInTime", 1)
        .containsEntry("abandoned", 1)
        .containsEntry("outOfHours", 1)
        .containsEntry("averageWait", 30)
        .containsEntry("longestWait", 50)
        .containsEntry("averageTalk", 70);
    assertThat(((Number) report.at("all").get("serviceLevel")).doubleValue()).isBetween(33.3, 33.4);
    assertThat(report.at("byHour")).containsOnlyKeys("11");
    Map<String, Object> igors = report.listAt("byOperator").stream().findFirst().orElseThrow();
    assertThat(CalledApi.object(igors.get("operator"))).containsEntry("name", "igor");
    assertThat(report.json()).containsEntry("unaccounted", 0);
    assertThat(admin.get("/calls/report?from=" + from).json())
        .containsEntry("field", "until")
        .containsEntry("rule", "missing");
  }

  @Test
  void a_call_back_without_an_extension_or_a_pbx_is_refused_in_words() {
    String call = call(ANNAS, 5000, new CallOutcome.Abandoned());
    String ticket = admin.get("/calls/" + call).json().get("ticketId").toString();
    var silent = admin.as("silent", OperatorRole.OPERATOR);
    var refused = silent.post("/tickets/" + ticket + "/call-backs", "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json()).containsEntry("rule", "call-back.no-extension");
    assertThat(admin.get("/tickets/" + ticket + "/call-backs").list()).isEmpty();

    var unconnected = igor.post("/tickets/" + ticket + "/call-backs", "{}");
    assertThat(unconnected.status()).isEqualTo(409);
    assertThat(unconnected.json()).containsEntry("rule", "call-back.no-pbx");
    assertThat(admin.get("/tickets/" + ticket + "/call-backs").list())
        .extracting(wish -> wish.get("outcome"))
        .containsExactly("NOT_DIALLED");
    assertThat(admin.get("/tickets/17/call-backs").status()).isEqualTo(404);
  }

  @Test
  void a_client_is_taken_in_with_numbers_of_its_region() {
    String german =
        """
        {"name":"Kontor","contractNumber":"9","contractStart":"2026-01-01",
         "contractEnd":"2099-12-31","address":"office@kontor.example","language":"en",
         "domains":["kontor.example"],"region":"%s","phones":["030 901820"]}
        """;
    assertThat(admin.post("/clients", german.formatted("XX")).json())
        .containsEntry("field", "region");
    var added = admin.post("/clients", german.formatted("de"));
    assertThat(added.json())
        .containsEntry("region", "DE")
        .containsEntry("phones", List.of("+4930901820"));
    var unfit =
        admin.put("/clients/" + added.json().get("id") + "/phones", "{\"phones\":[\"none\"]}");
    assertThat(unfit.status()).isEqualTo(422);
    assertThat(unfit.json()).containsEntry("rule", "no-phone");
  }
}
