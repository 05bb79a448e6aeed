package org.otklik.helpdesk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Passwords;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.hotline.PbxPhase;
import org.otklik.helpdesk.hotline.PbxReport;
import org.otklik.helpdesk.hotline.Switchroom;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.store.Rows;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Callee;
import org.otklik.intake.servers.SippScenario.Caller;

/** Real calls to a real Asterisk, as an operator meets them in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NullUnmarked // what is made before each test
class HotlineAsteriskIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As the demo has it. */
  private static final String ANNAS_NUMBER = "74955550101";

  private AsteriskServer pbx;
  private DemoDesk desk;
  private ConsoleBrowser browser;
  private Sipp phones;

  @BeforeAll
  void installed() {
    pbx = AsteriskServer.running(AsteriskServer.Version.V22);
    browser = new ConsoleBrowser();
    desk = DemoDesk.open(connected(pbx));
    await().atMost(PATIENCE).until(() -> report().phase() == PbxPhase.UP);
  }

  static RunningProgram.Setup connected(AsteriskServer pbx) {
    return RunningProgram.demo()
        .with("otklik.pbxes.office.host", AsteriskServer.HOST)
        .with("otklik.pbxes.office.port", pbx.amiPort())
        .with("otklik.pbxes.office.security", "plain")
        .with("otklik.pbxes.office.secret", AsteriskServer.SECRET)
        .with("otklik.pbxes.office.recordings", pbx.recordings().toString())
        .with("otklik.hotline.recordings-every", "1s");
  }

  @AfterAll
  void removed() {
    if (desk != null) {
      desk.close();
    }
    if (browser != null) {
      browser.close();
    }
    if (pbx != null) {
      pbx.close();
    }
  }

  @BeforeEach
  void telephones() {
    phones = new Sipp(pbx);
  }

  @AfterEach
  void hungUp() {
    pbx.cli("channel request hangup all");
    phones.close();
  }

  @Test
  void a_call_shows_who_calls_before_it_is_picked_up_then_opens_its_card_and_becomes_a_ticket()
      throws Exception {
    try (var window = browser.window(options -> options.setViewportSize(1280, 900))) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      phones.operator("201", Callee.pickingUpAfter(Duration.ofSeconds(8)));
      page.navigate(desk.address("/hotline"));
      page.click("form[action$='/office/sign-in'] button");
      assertThat(page.locator(".own-state")).hasText("free");

      page.navigate(desk.address("/"));
      phones.calls(
          AsteriskServer.HOTLINE,
          Caller.of(ANNAS_NUMBER).named("\"<b>Anna</b>\"").hangingUpAfter(Duration.ofSeconds(40)));
      var calling = page.locator("#calling .call");
      assertThat(calling).containsText("+" + ANNAS_NUMBER);
      assertThat(calling).containsText("Анна Котова · ООО «Ромашка»");
      assertThat(calling).containsText("Calls:");
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "calling.png")));
      Assertions.assertThat(answered()).containsExactly("0");

      page.waitForURL("**/hotline/calls/*");
      assertThat(page.locator(".facts .state")).hasText("is answered");
      assertThat(page.locator("main")).containsText("<b>Anna</b>");
      page.fill("#on-the-spot-subject", "The printer");
      page.fill("#on-the-spot-asked", "How is the printer switched on?");
      page.fill("#on-the-spot-answered", "By its switch.");
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target", "call.png")).setFullPage(true));
      page.click("form[action$='/on-the-spot'] button");
      page.waitForLoadState(LoadState.LOAD);
      page.click("main a[href^='/tickets/']");
      assertThat(page.locator("h1")).containsText("The printer");
      assertThat(page.locator("main")).containsText("By its switch.");
      assertThat(page.locator(".panel.calls a")).containsText("+" + ANNAS_NUMBER);
      Assertions.assertThat(
              desk.program()
                  .query("SELECT state, channel FROM ticket WHERE subject = 'The printer'"))
          .containsExactly("SOLUTION_PROVIDED HOTLINE");

      page.navigate(desk.address("/hotline"));
      page.click("form[action$='/office/pause'] button >> nth=0");
      assertThat(page.locator(".own-state")).hasText("talks, paused: Break");
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target", "hotline.png")).setFullPage(true));
      page.click("form[action$='/office/sign-out'] button");
      assertThat(page.locator(".own-state")).hasText("signed out");
    }
  }

  private List<String> answered() {
    return desk.program()
        .query(
            "SELECT answered_at IS NOT NULL FROM hotline_call WHERE caller = '+%s'"
                .formatted(ANNAS_NUMBER));
  }

  @Test
  void a_caller_who_gives_up_is_owed_a_call_back_within_five_seconds() {
    String number = "74955550199";
    desk.program()
        .execute(
            "INSERT INTO client_phone (phone, client_id) SELECT '+%s', id FROM client"
                .formatted(number));
    phones
        .calls(AsteriskServer.HOTLINE, Caller.of(number).hangingUpAfter(Duration.ofSeconds(2)))
        .awaitAnyhow(PATIENCE);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() ->
            desk.program()
                .query(
                    """
                    SELECT d.kind FROM hotline_call h JOIN deadline d ON d.subject_id = h.ticket_id
                    WHERE h.caller = '+%s' AND h.outcome = 'ABANDONED' AND d.kind = 'FEEDBACK'
                    """
                        .formatted(number))
                .equals(List.of("FEEDBACK")));
    try (var window = browser.window(options -> options)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      page.navigate(desk.address("/hotline"));
      assertThat(page.locator("table.owed")).containsText("ООО «Ромашка»");
    }
  }

  /** The far end picks up, then doesn't. */
  @Test
  void a_call_back_that_is_answered_ends_what_is_owed_and_one_in_vain_does_not() {
    String number = "74955550188";
    String caller = "SELECT id FROM hotline_call WHERE outcome IS NOT NULL AND caller = '+";
    phones
        .calls(AsteriskServer.HOTLINE, Caller.of(number).hangingUpAfter(Duration.ofSeconds(2)))
        .awaitAnyhow(PATIENCE);
    await().atMost(PATIENCE).until(() -> !desk.program().query(caller + number + "'").isEmpty());
    phones.operator("201", Callee.pickingUpAfter(Duration.ofMillis(300)));
    try (var window = browser.window(options -> options)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      try (var far = new Sipp(pbx)) {
        far.outside(Callee.busy());
        callBack(page, number);
        await().atMost(PATIENCE).until(() -> outcomes(number).equals(List.of("BUSY")));
        assertThat(owed(page, number)).isVisible();
      }
      try (var far = new Sipp(pbx)) {
        far.outside(Callee.talking(Duration.ofSeconds(17)));
        callBack(page, number);
        await().atMost(PATIENCE).until(() -> outcomes(number).equals(List.of("BUSY", "ANSWERED")));
        assertThat(owed(page, number)).hasCount(0);
      }
    }
  }

  private void callBack(Page page, String number) {
    page.navigate(desk.address("/hotline"));
    owed(page, number).locator(".call-back button").click();
    page.waitForLoadState(LoadState.LOAD);
    assertThat(page.locator("[role=alert]:visible")).hasCount(0);
  }

  private static Locator owed(Page page, String number) {
    return page.locator("table.owed tbody tr")
        .filter(new Locator.FilterOptions().setHasText("+" + number));
  }

  private List<String> outcomes(String number) {
    return desk.program()
        .query(
            "SELECT outcome FROM call_back WHERE number = '+%s' AND outcome IS NOT NULL ORDER BY id"
                .formatted(number));
  }

  @Test
  void a_voice_message_left_out_of_hours_is_taken_over_and_plays_to_operators_alone() {
    String number = "74955550177";
    phones
        .calls(AsteriskServer.CLOSED, Caller.of(number).hangingUpAfter(Duration.ofSeconds(5)))
        .awaitAnyhow(PATIENCE);
    String kept =
        """
        SELECT h.id FROM hotline_call h
        JOIN recording r ON r.pbx = h.pbx AND r.file_name = h.recording AND r.state = 'KEPT'
        WHERE h.caller = '+%s' AND h.voice_message
        """
            .formatted(number);
    await().atMost(PATIENCE).until(() -> !desk.program().query(kept).isEmpty());
    String path = "/hotline/calls/" + desk.program().query(kept).getFirst() + "/recording";
    var part = desk.get(path, "Cookie", desk.signIn(), "Range", "bytes=0-3");
    Assertions.assertThat(part.statusCode()).isEqualTo(206);
    Assertions.assertThat(part.body()).isEqualTo("RIFF");
    Assertions.assertThat(part.headers().firstValue("Content-Type")).contains("audio/wav");
    Assertions.assertThat(desk.get(path).statusCode()).isNotEqualTo(200);
    try (var window = browser.window(options -> options)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      page.navigate(desk.address(path.replace("/recording", "")));
      assertThat(page.locator("audio")).isVisible();
      Assertions.assertThat(seconds(page.locator("audio"))).isGreaterThan(0.5);
    }
  }

  /** How long a player says that its recording is; -1 for none. */
  private static double seconds(Locator player) {
    Object seconds =
        player.evaluate(
            """
            audio => new Promise((done) => {
              audio.addEventListener("loadedmetadata", () => done(audio.duration));
              audio.addEventListener("error", () => done(-1));
              audio.preload = "auto";
              audio.load();
            })
            """);
    return ((Number) seconds).doubleValue();
  }

  @Test
  void a_call_back_is_heard_on_its_case_and_a_transferred_call_on_its_card_by_who_may() {
    String number = "74955550166";
    phones
        .calls(AsteriskServer.HOTLINE, Caller.of(number).hangingUpAfter(Duration.ofSeconds(2)))
        .awaitAnyhow(PATIENCE);
    String over = "SELECT case_id FROM hotline_call WHERE outcome IS NOT NULL AND caller = '+";
    await().atMost(PATIENCE).until(() -> !desk.program().query(over + number + "'").isEmpty());
    String igor = igor();
    try (var window = browser.window(options -> options.setViewportSize(1280, 900));
        var handing = new Sipp(pbx)) {
      handing.operator("201", Callee.handingOnTo("202", Duration.ofMillis(800)));
      handing.operator("202", Callee.talking(Duration.ofSeconds(3)));
      Page page = ConsoleBrowser.signedIn(window, desk, "ru");
      page.navigate(desk.address("/hotline"));
      page.click("form[action$='/office/sign-in'] button");
      assertThat(page.locator(".own-state")).hasText("свободен");
      String handedOn = "74955550167";
      phones.calls(AsteriskServer.HOTLINE, Caller.of(handedOn));
      String card = kept("hotline_call", "caller", handedOn);
      page.navigate(desk.address("/hotline/calls/" + card));
      Assertions.assertThat(seconds(page.locator("audio"))).isGreaterThan(1.5);
      page.navigate(desk.address("/hotline"));
      page.click("form[action$='/office/sign-out'] button");
      // Who got it by the transfer hears it, too; whoever neither talked nor answers for it
      // doesn't.
      String path = "/hotline/calls/" + card + "/recording";
      Assertions.assertThat(desk.get(path, "Cookie", igor).statusCode()).isEqualTo(200);
    }
    try (var window = browser.window(options -> options.setViewportSize(1280, 900));
        var far = new Sipp(pbx)) {
      phones.operator("201", Callee.pickingUpAfter(Duration.ofMillis(300)));
      far.outside(Callee.talking(Duration.ofSeconds(3)));
      Page page = ConsoleBrowser.signedIn(window, desk, "ru");
      String id = desk.program().query(over + number + "'").getFirst();
      page.navigate(desk.address("/hotline/cases/" + id));
      page.click("#phone button.primary");
      assertThat(page.locator(".panel.calls")).containsText("набираем номер или говорим");
      assertThat(page.locator(".panel.calls audio"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
      Assertions.assertThat(seconds(page.locator(".panel.calls audio"))).isGreaterThan(1.5);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "pages", "case-heard.png"))
              .setFullPage(true));
      String path = page.getAttribute(".panel.calls audio", "src");
      var part = desk.get(path, "Cookie", desk.signIn(), "Range", "bytes=0-3");
      Assertions.assertThat(part.statusCode()).isEqualTo(206);
      Assertions.assertThat(part.body()).isEqualTo("RIFF");
      Assertions.assertThat(desk.get(path, "Cookie", igor).statusCode()).isEqualTo(404);
    }
  }

  /** The id of a call once its recording was taken over. */
  private String kept(String table, String column, String number) {
    String kept =
        """
        SELECT h.id FROM %s h
        JOIN recording r ON r.pbx = h.pbx AND r.file_name = h.recording AND r.state = 'KEPT'
        WHERE h.%s = '+%s'
        """
            .formatted(table, column, number);
    await().atMost(PATIENCE).until(() -> !desk.program().query(kept).isEmpty());
    return desk.program().query(kept).getFirst();
  }

  /** The session of an operator who supervises nobody. */
  private String igor() {
    var program = desk.program();
    if (program.query("SELECT 1 FROM operator WHERE login = 'igor'").isEmpty()) {
      program
          .get(Rows.Operators.class)
          .save(
              new Operator(
                  program.get(IdSource.class).next(),
                  "igor",
                  "Игорь Лебедев",
                  "igor@otklik.example",
                  Operator.OperatorRole.OPERATOR,
                  Language.RU,
                  Passwords.hash(DemoDesk.PASSWORD),
                  true,
                  0,
                  null,
                  "202",
                  0));
    }
    return DemoDesk.sessionOf(
        desk.post("/sign-in", Map.of("login", "igor", "password", DemoDesk.PASSWORD)));
  }

  @Test
  void a_question_comes_after_a_call_in_vain_that_the_ticket_shows_by_itself() {
    desk.receive(DemoDesk.ANNA, "What was meant", "It doesn't work.");
    phones.operator("201", Callee.pickingUpAfter(Duration.ofMillis(300)));
    try (var window = browser.window(options -> options.setViewportSize(1280, 900));
        var far = new Sipp(pbx)) {
      far.outside(Callee.busy());
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      page.click("#queue a.open:has-text('What was meant')");
      page.click("#more-ask > summary");
      page.fill("#ask-question", "What exactly doesn't work?");
      assertThat(page.locator("#ask-noCallBecause")).isVisible();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "pages", "phone-first.png"))
              .setFullPage(true));
      page.click("#more-ask .reaches button");
      // Nothing is reloaded: what was typed stays, and the reason isn't asked for any more.
      assertThat(page.locator("#ask-noCallBecause"))
          .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
      assertThat(page.locator(".panel.calls")).containsText("busy");
      Assertions.assertThat(page.inputValue("#ask-question"))
          .isEqualTo("What exactly doesn't work?");
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "pages", "phone-tried.png"))
              .setFullPage(true));
      page.click("form[action$='/ask'] button.plain:not([form])");
      assertThat(page.locator(".head .state")).hasText("Awaiting clarification");
    }
  }

  @Test
  void everybody_sees_who_waits_for_how_long_and_what_each_telephone_does_since_when() {
    igor();
    try (var window = browser.window(options -> options.setViewportSize(1280, 900))) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      page.navigate(desk.address("/hotline"));
      assertThat(page.locator(".away")).containsText("Игорь Лебедев, 202");
      phones.operator("201", Callee.pickingUpAfter(Duration.ofSeconds(4)));
      page.click("form[action$='/office/sign-in'] button");
      Locator olga = page.locator(".phones .lines li", new Page.LocatorOptions().setHasText("201"));
      assertThat(olga).containsText("free");
      assertThat(olga.locator(".left")).containsText("0 min");
      phones.calls(
          AsteriskServer.HOTLINE, Caller.of("74955550155").hangingUpAfter(Duration.ofSeconds(20)));
      // Where the call was picked up its card opens; this window only watches.
      assertThat(page.locator(".ringing")).containsText("+74955550155");
      assertThat(page.locator(".ringing .left")).isVisible();
      page.waitForURL("**/hotline/calls/*");
      page.navigate(desk.address("/hotline"));
      assertThat(olga).containsText("talks");
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "pages", "hotline-live.png"))
              .setFullPage(true));
      page.setViewportSize(390, 844);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "pages", "hotline-live-small.png"))
              .setFullPage(true));
      page.click("form[action$='/office/pause'] button >> nth=1");
      assertThat(olga).containsText("talks, paused: Lunch");
      page.click("form[action$='/office/sign-out'] button");
      assertThat(page.locator(".away")).containsText("201");
    }
  }

  @Test
  void a_pbx_that_was_away_is_told_and_is_watched_again_within_thirty_seconds() {
    pbx.stop();
    await().atMost(PATIENCE).until(() -> report().phase() == PbxPhase.DOWN);
    Assertions.assertThat(report().fault()).isPresent();
    pbx.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> report().phase() == PbxPhase.UP);
  }

  @Test
  void whoever_is_not_signed_in_sees_no_call() {
    Assertions.assertThat(desk.get("/hotline/events").statusCode()).isNotEqualTo(200);
    Assertions.assertThat(
            desk.get("/api/v1/hotline/events", "Accept", "text/event-stream").statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_try_says_what_was_found_and_no_secret() {
    try (var window = browser.window(options -> options)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "ru");
      page.navigate(desk.address("/status"));
      page.click("form[action='/status/pbxes/office/test'] button");
      assertThat(page.locator(".found")).containsText("Диалплан горячей линии на месте.");
      assertThat(page.locator(".found .bad-line")).hasCount(0);
      Assertions.assertThat(page.content()).doesNotContain(AsteriskServer.SECRET);
    }
  }

  private PbxReport report() {
    return desk.program().get(Switchroom.class).report("office").orElseThrow();
  }
}
