package org.otklik.helpdesk.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.api.CalledApi.Answer;
import org.otklik.helpdesk.desk.DeadlineRun;
import org.otklik.helpdesk.running.RunningProgram;

/** The agreement as an operator's program lives it, over HTTP, on a clock that the test sets. */
@NullUnmarked // reads JSON that is there or makes the test fail
class AgreementApiIT {
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  /** A Tuesday, 11:00 in Moscow. */
  private static final Instant START = Instant.parse("2026-10-06T08:00:00Z");

  private static RunningProgram program;
  private static CalledApi admin;
  private static CalledApi igor;
  private static String romashka;
  private static String anna;
  private static String vera;

  @BeforeAll
  static void start() {
    program = RunningProgram.demo().withClockAt(START).start();
    admin = CalledApi.asAdministrator(program);
    igor = admin.as("igor", OperatorRole.OPERATOR);
    romashka = admin.get("/clients").list().getFirst().get("id").toString();
    anna = admin.get("/clients/" + romashka + "/staff").list().getFirst().get("id").toString();
    vera = staffOfAnotherClient();
  }

  private static String staffOfAnotherClient() {
    var client =
        admin.post(
            "/clients",
            """
            {"name":"Vasilek","contractNumber":"7","contractStart":"2026-01-01",
             "contractEnd":"2099-12-31","address":"office@vasilek.example","language":"en",
             "domains":["vasilek.example"]}
            """);
    return admin
        .post(
            "/clients/" + client.json().get("id") + "/staff",
            "{\"name\":\"Vera\",\"role\":\"MAIN\",\"addresses\":[\"vera@vasilek.example\"]}")
        .json()
        .get("id")
        .toString();
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  // --- the life of a ticket

  @Test
  void a_ticket_lives_its_whole_life_by_the_api() {
    String path = registered(anna, "Whole life");
    assertThat(letters(igor.get(path))).containsExactly("ACKNOWLEDGEMENT");
    assertThat(state(act(path, "/call-attempts", "{\"reached\":false,\"note\":\"no answer\"}")))
        .isEqualTo("REGISTERED");
    var asked = act(path, "/questions", "{\"question\":\"Which version?\"}");
    assertThat(state(asked)).isEqualTo("AWAITING_CLARIFICATION");
    assertThat(deadline(asked, "CLARIFICATION")).containsEntry("outcome", "OPEN");
    advance(Duration.ofHours(1));
    var replied = act(path, "/replies", said(anna, "Version 7"));
    assertThat(state(replied)).isEqualTo("REGISTERED");
    assertThat(deadline(replied, "CLARIFICATION")).containsEntry("outcome", "MET");
    var analysed = analysed(path, "SUPPORT", "NORMAL");
    assertThat(state(analysed)).isEqualTo("IN_PROGRESS");
    assertThat(analysed.at("standing"))
        .containsEntry("category", "SUPPORT")
        .containsEntry("priority", "NORMAL");
    assertThat(analysed.at("standing").get("analysedAt")).isNotNull();
    assertThat(CalledApi.object(analysed.at("standing").get("plan")))
        .containsEntry("name", "standard");
    assertThat(analysed.json().get("allowed").toString())
        .contains("PROVIDE_SOLUTION")
        .doesNotContain("ANALYSE", "LIFT_BEST_EFFORT");
    assertThat(state(act(path, "/solution", "{\"text\":\"Update it\"}")))
        .isEqualTo("SOLUTION_PROVIDED");
    var remarked = act(path, "/remarks", "{\"remarks\":\"Still broken\"}");
    assertThat(state(remarked)).isEqualTo("IN_PROGRESS");
    assertThat(deadline(remarked, "REWORK")).containsEntry("outcome", "OPEN");
    act(path, "/solution", "{\"text\":\"Now\"}");
    var accepted = act(path, "/acceptance", "{}");
    assertThat(state(accepted)).isEqualTo("CLOSED");
    assertThat(accepted.at("standing")).containsEntry("closedBecause", "ACCEPTED");
    assertThat(state(act(path, "/reopening", "{\"reason\":\"by mistake\"}")))
        .isEqualTo("REGISTERED");
  }

  @Test
  void an_analysis_ends_altogether_or_not_at_all() {
    String path = registered(anna, "Half an analysis");
    var half = igor.post(path + "/analysis", "{\"category\":\"SUPPORT\",\"priority\":\"LOW\"}");
    assertThat(half.status()).isEqualTo(422);
    assertThat(half.json())
        .containsEntry("field", "plannedAt")
        .containsEntry("rule", "analysis.no-date");
    var shown = igor.get(path);
    assertThat(state(shown)).isEqualTo("REGISTERED");
    assertThat(shown.at("standing")).containsEntry("category", null);
  }

  @Test
  void a_question_comes_after_a_call_in_vain_or_with_a_reason_for_none() {
    String path = registered(anna, "Call first");
    var refused = igor.post(path + "/questions", "{\"question\":\"What?\"}");
    assertThat(refused.json())
        .containsEntry("field", "noCallBecause")
        .containsEntry("rule", "question.call-first");
    var asked = act(path, "/questions", "{\"question\":\"What?\",\"noCallBecause\":\"no number\"}");
    assertThat(state(asked)).isEqualTo("AWAITING_CLARIFICATION");
  }

  @Test
  void what_is_not_allowed_now_is_refused_with_the_reason_and_what_is() {
    String path = registered(anna, "Too early");
    var refused = igor.post(path + "/acceptance", "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json())
        .containsEntry("type", "urn:otklik:problem:not-allowed")
        .containsEntry("rule", "not-in-this-state");
    assertThat(refused.json().get("detail").toString()).doesNotContain("refusal.", "REGISTERED");
    assertThat(refused.json().get("allowed").toString())
        .contains("ANALYSE", "ASK")
        .doesNotContain("ACCEPT", "LIFT_BEST_EFFORT");
    assertThat(admin.get(path).json().get("allowed").toString()).contains("LIFT_BEST_EFFORT");
  }

  @Test
  void an_act_on_a_ticket_that_has_changed_since_is_refused_with_412() {
    String path = registered(anna, "Race");
    String seen = igor.get(path).response().headers().firstValue("ETag").orElseThrow();
    act(path, "/comments", "{\"text\":\"quicker\",\"visibility\":\"internal\"}");
    var lost =
        igor.send(
            igor.request(path + "/closing")
                .header("If-Match", seen)
                .POST(BodyPublishers.ofString("{\"because\":\"WITHDRAWN\"}")));
    assertThat(lost.status()).isEqualTo(412);
    assertThat(state(igor.get(path))).isEqualTo("REGISTERED");
  }

  @Test
  void planned_dates_lie_ahead_and_no_later_than_the_matrix_allows() {
    String path = registered(anna, "Dates");
    var latest = latest(path, "category=SUPPORT&priority=HIGH");
    assertThat(latest).containsEntry("answer", "by");
    Instant at = Instant.parse(latest.get("at").toString());
    assertThat(igor.post(path + "/analysis", analysis("SUPPORT", "HIGH", at.plusSeconds(1))).json())
        .containsEntry("field", "plannedAt")
        .containsEntry("rule", "date.too-late");
    assertThat(igor.post(path + "/analysis", analysis("SUPPORT", "HIGH", now())).json())
        .containsEntry("rule", "date.past");
    assertThat(
            igor.post(
                    path + "/analysis",
                    analysis("SUPPORT", "HIGH", Instant.parse("9999-01-01T00:00:00Z")))
                .json())
        .containsEntry("rule", "date.out-of-range");
    assertThat(igor.post(path + "/analysis", analysis("IMPROVEMENT", "HIGH", at)).json())
        .containsEntry("rule", "analysis.no-such-kind");
    assertThat(act(path, "/analysis", analysis("SUPPORT", "HIGH", at)).status()).isEqualTo(200);
    assertThat(igor.put(path + "/planned-date", "{}").json())
        .containsEntry("field", "plannedAt")
        .containsEntry("rule", "missing");
    assertThat(
            igor.put(path + "/planned-date", "{\"plannedAt\":\"" + at.minusSeconds(60) + "\"}")
                .status())
        .isEqualTo(200);
    assertThat(latest(path, "category=IMPROVEMENT&priority=URGENT"))
        .containsEntry("answer", "refused")
        .containsEntry("rule", "analysis.no-such-kind");
  }

  /** CVE-2026-40591, CVE-2026-34722, CVE-2013-3551. */
  @Test
  void another_clients_ticket_is_nowhere_to_be_found() {
    String path = registered(anna, "Merge");
    String veras = id(registered(vera, "Hers"));
    for (String act : List.of("/merge", "/links")) {
      assertThat(igor.post(path + act, "{\"ticket\":\"" + veras + "\"}").status()).isEqualTo(404);
    }
    assertThat(igor.post(path + "/replies", said(vera, "hello")).json())
        .containsEntry("rule", "no-such-staff");
  }

  @Test
  void tickets_of_one_client_are_linked_split_and_merged() {
    String first = registered(anna, "First");
    String second = registered(anna, "Second");
    assertThat(act(second, "/links", "{\"ticket\":\"" + id(first) + "\"}").listAt("links"))
        .extracting(link -> link.get("kind"))
        .containsExactly("RELATED");
    String comment = igor.get(second).listAt("comments").getFirst().get("id").toString();
    var split = act(second, "/split", "{\"comment\":\"" + comment + "\",\"subject\":\"Part\"}");
    assertThat(split.listAt("links")).hasSizeGreaterThan(1);
    var merged = act(second, "/merge", "{\"ticket\":\"" + id(first) + "\"}");
    assertThat(state(merged)).isEqualTo("CLOSED");
    assertThat(CalledApi.object(merged.at("standing").get("mergedInto")))
        .containsEntry("id", id(first));
    assertThat(igor.get(first).listAt("links"))
        .anySatisfy(link ->
            assertThat(link)
                .containsEntry("kind", "DUPLICATE_OF")
                .containsEntry("outgoing", false));
  }

  @Test
  void a_reply_long_after_the_closing_becomes_a_ticket_that_follows() {
    String path = registered(anna, "Long ago");
    act(path, "/closing", "{\"because\":\"WITHDRAWN\"}");
    advance(Duration.ofDays(15));
    var replied = igor.post(path + "/replies", said(anna, "And again"));
    assertThat(replied.status()).isEqualTo(201);
    assertThat(replied.at("ticket").get("id")).isNotEqualTo(id(path));
    assertThat(replied.listAt("links"))
        .singleElement()
        .satisfies(link -> assertThat(link).containsEntry("kind", "CONTINUES"));
  }

  @Test
  void terms_are_noticed_moved_paused_and_resumed() {
    String path = registered(anna, "Terms");
    var analysed = analysed(path, "SUPPORT", "LOW");
    var resolution = deadline(analysed, "RESOLUTION");
    String id = "\"deadline\":\"" + resolution.get("id") + "\"";
    var noticed = act(path, "/notices", "{" + id + ",\"reason\":\"the supplier is late\"}");
    assertThat(deadline(noticed, "RESOLUTION"))
        .containsEntry("noticed", "IN_TIME")
        .containsEntry("dueAt", resolution.get("dueAt"));
    Instant due = Instant.parse(resolution.get("dueAt").toString());
    assertThat(igor.post(path + "/consents", "{" + id + ",\"newDueAt\":\"" + due + "\"}").json())
        .containsEntry("rule", "date.not-later");
    Instant later = due.plus(Duration.ofDays(7));
    var moved = act(path, "/consents", "{" + id + ",\"newDueAt\":\"" + later + "\"}");
    assertThat(moved.listAt("deadlines"))
        .filteredOn(d -> d.get("kind").equals("RESOLUTION"))
        .extracting(d -> d.get("outcome"))
        .containsExactly("MOVED", "OPEN");
    var paused = act(path, "/pause", "{\"reason\":\"a debt\"}");
    assertThat(deadline(paused, "RESOLUTION").get("pausedAt")).isNotNull();
    advance(Duration.ofDays(1));
    var resumed = act(path, "/resumption", "{}");
    assertThat(Instant.parse(deadline(resumed, "RESOLUTION").get("dueAt").toString()))
        .isAfter(later);
    assertThat(igor.post(path + "/resumption", "{}").json())
        .containsEntry("rule", "resume.nothing-paused");
  }

  @Test
  void a_call_back_is_promised_within_three_business_days_and_made() {
    String path = registered(anna, "Call me");
    Instant far = now().plus(Duration.ofDays(9));
    String promise = "{\"contact\":\"+7 900\",\"dueAt\":\"%s\"}";
    assertThat(igor.post(path + "/feedback-promises", promise.formatted(far)).json())
        .containsEntry("field", "dueAt")
        .containsEntry("rule", "date.too-late");
    var promised =
        act(path, "/feedback-promises", promise.formatted(now().plus(Duration.ofHours(30))));
    assertThat(deadline(promised, "FEEDBACK")).containsEntry("outcome", "OPEN");
    assertThat(deadline(act(path, "/feedback", "{\"text\":\"called\"}"), "FEEDBACK"))
        .containsEntry("outcome", "MET");
  }

  // --- what is refused when a request is written down

  @Test
  void a_request_is_registered_only_for_people_on_a_list_and_not_before_it_was_made() {
    assertThat(register("1", "text", null).json())
        .containsEntry("field", "staffId")
        .containsEntry("rule", "no-such-staff");
    assertThat(register(anna, "  ", null).json()).containsEntry("rule", "empty-text");
    assertThat(register(anna, "text", now().plusSeconds(60)).json())
        .containsEntry("rule", "arrival.future");
    assertThat(register(anna, "text", Instant.parse("1999-01-01T00:00:00Z")).json())
        .containsEntry("rule", "arrival.too-early");
    var arrived = register(anna, "text", now().minusSeconds(60));
    assertThat(arrived.status()).isEqualTo(201);
    assertThat(arrived.at("ticket"))
        .containsEntry("channel", "API")
        .containsEntry("arrivedAt", now().minusSeconds(60).toString());
    assertThat(arrived.response().headers().firstValue("Location"))
        .hasValue("/api/v1/tickets/" + arrived.at("ticket").get("id"));
  }

  // --- deadlines

  @Test
  void a_breach_is_listed_counted_and_explained_by_supervisors_only() {
    String path = registered(vera, "Nobody looks");
    long before = open("counted");
    long excusedBefore = open("excused");
    advance(Duration.ofDays(5));
    program.get(DeadlineRun.class).crank();
    var breached =
        admin
            .get("/deadlines?outcome=breached&owner=provider&fulfilled=false&limit=200")
            .listAt("items")
            .stream()
            .filter(d -> d.get("ticket").equals(id(path)))
            .findFirst()
            .orElseThrow();
    assertThat(breached).containsEntry("kind", "FIRST_RESPONSE").containsEntry("counted", true);
    assertThat(open("counted")).isGreaterThan(before);
    String explanation = path + "/deadlines/" + breached.get("id") + "/explanation";
    String cause = "{\"cause\":\"a power cut\",\"excused\":true}";
    assertThat(igor.put(explanation, cause).status()).isEqualTo(403);
    assertThat(admin.put(explanation, cause).status()).isEqualTo(200);
    assertThat(open("excused")).isGreaterThan(excusedBefore);
    assertThat(igor.get("/deadlines/summary").status()).isEqualTo(403);
    assertThat(igor.get("/deadlines?outcome=lost").json()).containsEntry("rule", "no-such-value");
  }

  @Test
  void deadlines_are_listed_page_by_page_in_due_order() {
    registered(anna, "One");
    registered(anna, "Two");
    var first = admin.get("/deadlines?limit=1");
    var second = admin.get("/deadlines?limit=1&cursor=" + first.json().get("next"));
    var a = first.listAt("items").getFirst();
    var b = second.listAt("items").getFirst();
    assertThat(a.get("id")).isNotEqualTo(b.get("id"));
    assertThat(Instant.parse(a.get("dueAt").toString()))
        .isBeforeOrEqualTo(Instant.parse(b.get("dueAt").toString()));
  }

  @Test
  void a_client_who_broke_a_term_makes_later_terms_best_effort_until_a_supervisor_lifts_it() {
    String path = registered(anna, "No answer");
    act(path, "/questions", "{\"question\":\"?\",\"noCallBecause\":\"no number\"}");
    program.execute("UPDATE ticket SET best_effort = TRUE WHERE id = " + id(path));
    String lifting = path + "/best-effort/lifting";
    assertThat(igor.post(lifting, "{\"reason\":\"they called\"}").status()).isEqualTo(403);
    var lifted = admin.post(lifting, "{\"reason\":\"they called\"}");
    assertThat(lifted.at("standing")).containsEntry("bestEffort", false);
    assertThat(admin.post(lifting, "{\"reason\":\"again\"}").json())
        .containsEntry("rule", "best-effort.is-not");
  }

  // --- releases

  @Test
  void deadlines_follow_a_release_and_are_breached_when_it_ships_without_the_solution() {
    String component = component("Ledger");
    String path = registered(anna, "Broken ledger");
    String error =
        "{\"category\":\"ERROR\",\"priority\":\"HIGH\",\"component\":\"" + component + "\"}";
    assertThat(latest(path, "category=ERROR&priority=HIGH&component=" + component))
        .containsEntry("answer", "without-release");
    assertThat(deadline(act(path, "/analysis", error), "RESOLUTION")).containsEntry("dueAt", null);
    LocalDate day = LocalDate.ofInstant(now(), MOSCOW).plusDays(20);
    var planned = release(component, "7.1", day);
    assertThat(planned.status()).isEqualTo(201);
    assertThat(planned.json()).containsEntry("state", "PLANNED");
    String release = "/releases/" + planned.json().get("id");
    var bound = deadline(igor.get(path), "RESOLUTION");
    assertThat(bound.get("dueAt").toString()).startsWith(day.toString());
    assertThat(ticketsWaiting(release)).isEqualTo(1);
    LocalDate later = day.plusDays(7);
    assertThat(admin.put(release + "/planned-day", "{\"plannedOn\":\"2020-01-01\"}").json())
        .containsEntry("rule", "date.past");
    assertThat(igor.put(release + "/planned-day", "{\"plannedOn\":\"" + later + "\"}").status())
        .isEqualTo(403);
    var stale =
        admin.send(
            admin
                .request(release + "/planned-day")
                .header("If-Match", "\"99\"")
                .PUT(BodyPublishers.ofString("{\"plannedOn\":\"" + later + "\"}")));
    assertThat(stale.status()).isEqualTo(412);
    admin.put(release + "/planned-day", "{\"plannedOn\":\"" + later + "\"}");
    var moved = deadline(igor.get(path), "RESOLUTION");
    assertThat(moved.get("dueAt").toString()).startsWith(later.toString());
    assertThat(moved).containsEntry("moves", 2);
    assertThat(admin.post(release + "/shipping", "{}").json()).containsEntry("state", "SHIPPED");
    assertThat(deadline(igor.get(path), "RESOLUTION"))
        .containsEntry("outcome", "BREACHED")
        .containsEntry("dueAt", now().toString());
    assertThat(admin.post(release + "/cancellation", "{}").json())
        .containsEntry("rule", "release.over");
  }

  @Test
  void what_waits_for_a_release_that_is_called_off_is_without_a_release() {
    String component = component("Stock");
    String path = registered(anna, "Broken stock");
    var release = release(component, "1.1", LocalDate.ofInstant(now(), MOSCOW).plusDays(5));
    act(
        path,
        "/analysis",
        "{\"category\":\"ERROR\",\"priority\":\"HIGH\",\"component\":\"" + component + "\"}");
    assertThat(deadline(igor.get(path), "RESOLUTION").get("dueAt")).isNotNull();
    var off = admin.post("/releases/" + release.json().get("id") + "/cancellation", "{}");
    assertThat(off.json()).containsEntry("state", "CALLED_OFF");
    assertThat(deadline(igor.get(path), "RESOLUTION")).containsEntry("dueAt", null);
  }

  // --- plans, components, warranties

  @Test
  void a_plan_that_contradicts_itself_is_refused_with_everything_that_is_wrong() {
    var standard = admin.get("/plans/standard");
    String yaml = standard.json().get("definition").toString();
    var refused =
        saveYaml(
            "impossible",
            yaml.replace("notice: 4wh", "notice: 9bd").replace("reminder-days: 7", ""));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json()).containsEntry("type", "urn:otklik:problem:contradictory-plan");
    assertThat(refused.listAt("faults"))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).containsKeys("field", "rule", "detail"));
    assertThat(admin.put("/plans/impossible", "{\"days\":\"civil\"}").listAt("faults"))
        .extracting(fault -> fault.get("rule"))
        .contains("plan.missing");
    assertThat(saveYaml("impossible", "- not\n- a plan").status()).isEqualTo(422);
    assertThat(admin.get("/plans/impossible").status()).isEqualTo(404);
  }

  @Test
  void of_two_who_save_the_first_of_a_plan_at_once_nobody_sees_an_error() throws Exception {
    String terms = json(admin.get("/plans/standard"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        String path = "/plans/Raced%20" + i;
        Callable<Answer> save = () -> admin.put(path, terms);
        for (var answer : threads.invokeAll(Collections.nCopies(4, save))) {
          assertThat(answer.get().status()).as(path).isIn(200, 201, 412);
        }
      }
    }
  }

  @Test
  void a_plan_is_revised_and_a_ticket_keeps_its_own_revision() {
    String yaml = admin.get("/plans/standard").json().get("definition").toString();
    var made = saveYaml("House plan", yaml);
    assertThat(made.at("plan")).containsEntry("revision", 1);
    assertThat(admin.put("/clients/" + clientOf(vera) + "/plan", "{\"name\":\"nonsense\"}").json())
        .containsEntry("rule", "no-such-plan");
    admin.put("/clients/" + clientOf(vera) + "/plan", "{\"name\":\"House plan\"}");
    String path = registered(vera, "Under revision one");
    String terms = json(made);
    assertThat(igor.put("/plans/House%20plan", terms).status()).isEqualTo(403);
    assertThat(admin.put("/plans/House%20plan", terms).at("plan")).containsEntry("revision", 2);
    var stale =
        admin.send(
            admin
                .request("/plans/House%20plan")
                .header("If-Match", "\"1\"")
                .PUT(BodyPublishers.ofString(terms)));
    assertThat(stale.status()).isEqualTo(412);
    assertThat(plan(igor.get(path))).containsEntry("revision", 1);
    assertThat(plan(igor.get(registered(vera, "Under revision two")))).containsEntry("revision", 2);
    assertThat(admin.get("/plans/House%20plan/revisions").list()).hasSize(2);
    admin.put("/clients/" + clientOf(vera) + "/plan", "{\"name\":\"standard\"}");
  }

  @Test
  void under_the_partner_plan_any_answer_by_a_person_meets_the_first_response() {
    admin.put("/clients/" + clientOf(vera) + "/plan", "{\"name\":\"partner\"}");
    String path = registered(vera, "Partner");
    admin.put("/clients/" + clientOf(vera) + "/plan", "{\"name\":\"standard\"}");
    var noted = act(path, "/comments", "{\"text\":\"hm\",\"visibility\":\"internal\"}");
    assertThat(deadline(noted, "FIRST_RESPONSE")).containsEntry("outcome", "OPEN");
    var answered = act(path, "/comments", "{\"text\":\"We look into it\"}");
    assertThat(deadline(answered, "FIRST_RESPONSE"))
        .containsEntry("rule", "5wh")
        .containsEntry("outcome", "MET");
  }

  @Test
  void a_warranty_runs_for_twelve_months_at_most_on_a_component_of_the_client() {
    String component = component("Cash desk");
    String warranties = "/clients/" + romashka + "/warranties";
    LocalDate today = LocalDate.ofInstant(now(), MOSCOW);
    String wanted = "{\"component\":\"" + component + "\",\"endsOn\":\"%s\"}";
    String year = wanted.formatted(today.plusMonths(12));
    assertThat(admin.post(warranties, year).json())
        .containsEntry("rule", "component.not-the-clients");
    assertThat(igor.put("/clients/" + romashka + "/components/" + component, "{}").status())
        .isEqualTo(403);
    admin.put("/clients/" + romashka + "/components/" + component, "{}");
    assertThat(admin.post(warranties, wanted.formatted(today.plusMonths(12).plusDays(1))).json())
        .containsEntry("field", "endsOn")
        .containsEntry("rule", "warranty.too-long");
    var given = admin.post(warranties, year);
    assertThat(given.status()).isEqualTo(201);
    String path = registered(anna, "Under warranty");
    String query = "category=ERROR&priority=URGENT&warranty=true&component=" + component;
    assertThat(latest(path, query)).containsEntry("answer", "by");
    assertThat(admin.delete("/clients/" + romashka + "/components/" + component).json())
        .containsEntry("rule", "warranty.still-runs");
    assertThat(admin.delete(warranties + "/" + given.json().get("id")).status()).isEqualTo(204);
    assertThat(latest(path, query)).containsEntry("rule", "analysis.no-warranty");
  }

  // --- absences

  @Test
  void an_operator_records_their_own_absence_and_a_supervisor_everybodys() {
    String igors = operator("igor");
    String olgas = operator("olga");
    String absence = "{\"deputy\":\"%s\",\"until\":\"" + now().plus(Duration.ofDays(3)) + "\"}";
    assertThat(igor.post("/operators/" + olgas + "/absences", absence.formatted(igors)).status())
        .isEqualTo(403);
    String path = "/operators/" + igors + "/absences";
    assertThat(igor.post(path, absence.formatted(igors)).json())
        .containsEntry("rule", "absence.no-deputy");
    var away = igor.post(path, absence.formatted(olgas));
    assertThat(away.status()).isEqualTo(201);
    assertThat(admin.post(path, absence.formatted(olgas)).json())
        .containsEntry("rule", "absence.overlaps");
    assertThat(admin.get(path).list())
        .singleElement()
        .satisfies(a -> assertThat(a).containsEntry("deputy", olgas));
    assertThat(igor.post(path, "{\"until\":\"2020-01-01T00:00:00Z\"}").json())
        .containsEntry("rule", "date.past");
    assertThat(admin.delete(path + "/" + away.json().get("id")).status()).isEqualTo(204);
    assertThat(admin.get(path).list()).isEmpty();
  }

  // --- history

  @Test
  void a_history_that_was_altered_is_found() {
    String path = registered(anna, "Forged");
    Object number = igor.get(path).at("ticket").get("number");
    assertThat(igor.get("/history-check").status()).isEqualTo(403);
    assertThat(broken()).doesNotContain(number);
    program.execute(
        "UPDATE history SET became = 'MAIL' WHERE act = 'REGISTERED' AND ticket_id = " + id(path));
    assertThat(broken()).contains(number);
    program.execute(
        "UPDATE history SET became = 'API' WHERE act = 'REGISTERED' AND ticket_id = " + id(path));
  }

  private static List<Object> broken() {
    var first = admin.get("/history-check");
    assertThat(first.json().get("next")).isNotNull();
    var last = admin.get("/history-check?after=" + first.json().get("next"));
    assertThat(last.json()).containsEntry("next", null);
    return first.listAt("broken").stream().map(b -> b.get("ticketNumber")).toList();
  }

  // --- what the tests say

  private static Instant now() {
    return program.clock().instant();
  }

  private static void advance(Duration time) {
    program.clock().set(now().plus(time));
  }

  private static Answer register(String staff, String text, Instant arrivedAt) {
    String arrived = arrivedAt == null ? "" : ",\"arrivedAt\":\"" + arrivedAt + "\"";
    return igor.post(
        "/tickets",
        "{\"staffId\":\"%s\",\"subject\":\"%s\",\"text\":\"%s\"%s}"
            .formatted(staff, text, text, arrived));
  }

  private static String registered(String staff, String text) {
    var registered = register(staff, text, null);
    assertThat(registered.status()).as(registered.response().body()).isEqualTo(201);
    return "/tickets/" + registered.at("ticket").get("id");
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String said(String staff, String text) {
    return "{\"staffId\":\"" + staff + "\",\"text\":\"" + text + "\"}";
  }

  private static Answer act(String path, String act, String json) {
    var done = igor.post(path + act, json);
    assertThat(done.status()).as(act + " " + done.response().body()).isIn(200, 201);
    return done;
  }

  private static String analysis(String category, String priority, Instant plannedAt) {
    return "{\"category\":\"%s\",\"priority\":\"%s\",\"plannedAt\":\"%s\",\"responsible\":\"%s\"}"
        .formatted(category, priority, plannedAt, operator("igor"));
  }

  private static Answer analysed(String path, String category, String priority) {
    var latest = latest(path, "category=" + category + "&priority=" + priority);
    Instant at = Instant.parse(latest.get("at").toString());
    return act(path, "/analysis", analysis(category, priority, at));
  }

  private static Map<String, Object> latest(String path, String query) {
    return igor.get(path + "/latest-planned-date?" + query).json();
  }

  private static String state(Answer answer) {
    return answer.at("ticket").get("state").toString();
  }

  /** The last of its kind. */
  private static Map<String, Object> deadline(Answer answer, String kind) {
    return answer.listAt("deadlines").stream()
        .filter(d -> d.get("kind").equals(kind))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static List<Object> letters(Answer answer) {
    return answer.listAt("letters").stream().map(letter -> letter.get("purpose")).toList();
  }

  private static long open(String what) {
    Object breaches = admin.get("/deadlines/summary").at("provider").get("openBreaches");
    return ((Number) CalledApi.object(breaches).get(what)).longValue();
  }

  private static String component(String name) {
    return admin.post("/components", "{\"name\":\"" + name + "\"}").json().get("id").toString();
  }

  private static Answer release(String component, String name, LocalDate day) {
    return admin.post(
        "/releases",
        "{\"component\":\"%s\",\"name\":\"%s\",\"kind\":\"UNSCHEDULED\",\"plannedOn\":\"%s\"}"
            .formatted(component, name, day));
  }

  private static int ticketsWaiting(String release) {
    return ((Number) admin.get(release).json().get("ticketsWaiting")).intValue();
  }

  private static Answer saveYaml(String name, String yaml) {
    return admin.send(
        admin
            .request("/plans/" + name.replace(" ", "%20"))
            .setHeader("Content-Type", "text/yaml")
            .PUT(BodyPublishers.ofString(yaml)));
  }

  /** A plan's terms as they were shown, to be sent back. */
  private static String json(Answer shown) {
    String body = shown.response().body();
    int from = body.indexOf("\"terms\":") + "\"terms\":".length();
    return body.substring(from, body.lastIndexOf(",\"definition\""));
  }

  private static Map<String, Object> plan(Answer ticket) {
    return CalledApi.object(ticket.at("standing").get("plan"));
  }

  private static String clientOf(String staff) {
    return program.query("SELECT client_id FROM staff WHERE id = " + staff).getFirst();
  }

  private static String operator(String login) {
    return admin.get("/operators").list().stream()
        .filter(o -> o.get("login").equals(login))
        .findFirst()
        .orElseThrow()
        .get("id")
        .toString();
  }
}
