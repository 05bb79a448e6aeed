package org.otklik.helpdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.helpdesk.access.Access;

class SignInIT {
  private static final String PAGE = "text/html,application/xhtml+xml";
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private static DemoDesk desk;

  @BeforeAll
  static void start() {
    desk = DemoDesk.open();
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  private static HttpResponse<String> signIn(String login, String password, String... headers) {
    return desk.post("/sign-in", Map.of("login", login, "password", password), headers);
  }

  private static String csrf(String session) {
    Matcher found = CSRF.matcher(desk.get("/", "Cookie", session, "Accept", PAGE).body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void a_page_asked_for_by_nobody_leads_to_signing_in_and_back() {
    var response = desk.get("/tickets/1001?x=1", "Accept", PAGE);

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location"))
        .hasValue("/sign-in?next=%2Ftickets%2F1001%3Fx%3D1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/tickets", "/tickets/1001", "/mail/1/raw"})
  void a_program_without_a_token_gets_401(String path) {
    assertThat(desk.get(path, "Accept", "application/json").statusCode()).isEqualTo(401);
  }

  @Test
  void an_expired_page_of_htmx_goes_to_the_sign_in_as_a_whole() {
    var response =
        desk.get("/queue/rows", "HX-Request", "true", "HX-Current-URL", desk.address("/?tab=mine"));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("HX-Redirect"))
        .hasValue("/sign-in?next=%2F%3Ftab%3Dmine");
  }

  @Test
  void a_wrong_password_and_an_unknown_login_are_told_in_the_same_words() {
    var wrong = signIn("igor", "wrong");
    var unknown = signIn("nobody", "wrong");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body().replace("igor", "")).isEqualTo(unknown.body().replace("nobody", ""));
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    var cookie =
        signIn(DemoDesk.LOGIN, DemoDesk.PASSWORD).headers().firstValue("Set-Cookie").orElseThrow();

    assertThat(cookie)
        .containsIgnoringCase("; HttpOnly")
        .contains("; SameSite=Lax", "; Path=/")
        // Over http; and nobody behind no proxy is believed to have come by https.
        .doesNotContain("Secure");
    assertThat(
            signIn(DemoDesk.LOGIN, DemoDesk.PASSWORD, "X-Forwarded-Proto", "https")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow())
        .doesNotContain("Secure");
  }

  @Test
  void a_session_fixed_by_somebody_else_is_not_the_one_that_is_opened() {
    var fixed = desk.signIn();
    var response = signIn(DemoDesk.LOGIN, DemoDesk.PASSWORD, "Cookie", fixed);

    assertThat(DemoDesk.sessionOf(response)).isNotEqualTo(fixed);
    assertThat(desk.get("/", "Cookie", fixed, "Accept", PAGE).statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example/",
        "/\\evil.example",
        "https://evil.example/",
        "/\t/evil.example",
        "evil.example",
        "javascript:alert(1)"
      })
  void signing_in_leads_nowhere_else(String next) {
    var response =
        desk.post(
            "/sign-in",
            Map.of("login", DemoDesk.LOGIN, "password", DemoDesk.PASSWORD, "next", next));

    assertThat(response.headers().firstValue("Location")).hasValue("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sign-out", "/tickets/1001/answer", "/tickets/1001/responsible"})
  void a_form_without_the_sessions_token_is_refused(String path) {
    var session = desk.signIn();

    assertThat(desk.post(path, Map.of("text", "x"), "Cookie", session).statusCode()).isEqualTo(403);
    assertThat(
            desk.post(path, Map.of("csrf", "wrong", "text", "x"), "Cookie", session).statusCode())
        .isEqualTo(403);
    assertThat(desk.get("/", "Cookie", session, "Accept", PAGE).statusCode()).isEqualTo(200);
  }

  @Test
  void a_form_with_the_token_of_another_session_is_refused() {
    var another = csrf(desk.signIn());
    var session = desk.signIn();

    assertThat(desk.post("/sign-out", Map.of("csrf", another), "Cookie", session).statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin=https://evil.example",
        "Origin=null",
        "Sec-Fetch-Site=cross-site",
        "Sec-Fetch-Site=same-site"
      })
  void what_another_site_sends_is_refused_even_with_the_token(String header) {
    var session = desk.signIn();
    String[] foreign = header.split("=", 2);

    assertThat(
            desk.post(
                    "/sign-out",
                    Map.of("csrf", csrf(session)),
                    "Cookie",
                    session,
                    foreign[0],
                    foreign[1])
                .statusCode())
        .isEqualTo(403);
    assertThat(signIn(DemoDesk.LOGIN, DemoDesk.PASSWORD, foreign[0], foreign[1]).statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_refusal_is_told_in_words_to_people_and_as_problem_details_to_programs() {
    var session = desk.signIn();

    var page = desk.post("/sign-out", Map.of(), "Cookie", session, "Accept", PAGE);
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("<h1>Нельзя</h1>");
    var problem = desk.post("/sign-out", Map.of(), "Cookie", session, "Accept", "application/json");
    assertThat(problem.statusCode()).isEqualTo(403);
    assertThat(problem.body()).contains("urn:otklik:problem:http-403");
  }

  /**
   * Often: whether the form has arrived before it is looked at, or after, is a matter of chance.
   */
  @RepeatedTest(20)
  void signing_out_ends_the_session_on_the_server() {
    var session = desk.signIn();
    var response =
        desk.post(
            "/sign-out",
            Map.of("csrf", csrf(session)),
            "Cookie",
            session,
            "Origin",
            desk.address(""));

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(desk.get("/", "Cookie", session, "Accept", PAGE).statusCode()).isEqualTo(303);
  }

  @Test
  void a_bearer_token_needs_no_token_of_a_session() {
    var owner = desk.program().get(Access.class).signIn(DemoDesk.LOGIN, DemoDesk.PASSWORD);
    var token =
        desk.program().get(Access.class).issueToken(owner.orElseThrow().operator().id(), "test");

    assertThat(
            desk.post(
                    "/tickets/999999/note", Map.of("text", "x"), "Authorization", "Bearer " + token)
                .statusCode())
        .isEqualTo(404);
    // A wrong token is not made good by a cookie.
    assertThat(
            desk.get(
                    "/api/v1/tickets", "Authorization", "Bearer otk_wrong", "Cookie", desk.signIn())
                .statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/sign-in", "/nothing-here", "/assets/console.css", "/health"})
  void every_answer_forbids_what_is_not_ours(String path) {
    var headers = desk.get(path, "Accept", PAGE).headers();

    assertThat(headers.firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy ->
            assertThat(policy)
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe"));
    assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }
}
