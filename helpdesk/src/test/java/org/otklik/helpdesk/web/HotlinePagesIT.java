package org.otklik.helpdesk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Passwords;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.store.Rows;
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

/**
 * The hotline's pages besides the live one, through telephony's ports; the clock is set by hand.
 */
@NullUnmarked // what is made before the tests
class HotlinePagesIT {
  /** A Tuesday, 11:00 in Moscow. */
  private static final Instant START = Instant.parse("2026-10-06T08:00:00Z");

  private static DemoDesk desk;
  private static ConsoleBrowser browser;
  private static int calls;

  private BrowserContext window;

  @BeforeAll
  static void open() {
    browser = new ConsoleBrowser();
    desk = DemoDesk.open(RunningProgram.demo().withClockAt(START));
    var program = desk.program();
    program
        .get(Rows.Operators.class)
        .save(
            new Operator(
                program.get(IdSource.class).next(),
                "igor",
                "=Игорь",
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

  @AfterAll
  static void close() {
    desk.close();
    browser.close();
  }

  @BeforeEach
  void newWindow() {
    desk.program().clock().set(START);
    window = browser.window(how -> how.setViewportSize(1280, 900));
  }

  @AfterEach
  void closeWindow() {
    window.close();
  }

  private static void call(String number, Duration after, CallOutcome outcome) {
    var incoming =
        new IncomingCall(
            new CallKey(new PbxId("office"), new Linkedid("pages." + calls++)),
            Optional.of(new PhoneNumber(number)),
            new ShownCaller("", number),
            START.minus(Duration.ofHours(2)).plus(after));
    desk.program()
        .get(CallHandler.class)
        .ended(new Call(incoming, incoming.entered().plusSeconds(100), outcome));
  }

  private static void answered(String number, String by, Duration after, int waited) {
    var extension = Optional.of(new Extension(by));
    call(
        number,
        after,
        new CallOutcome.Answered(
            extension,
            START.minus(Duration.ofHours(2)).plus(after).plusSeconds(waited),
            extension,
            false,
            Optional.empty()));
  }

  private static void missed(String number) {
    call(number, Duration.ZERO, new CallOutcome.Abandoned());
  }

  private Page caseOf(String number, String language) {
    missed(number);
    Page page = ConsoleBrowser.signedIn(window, desk, language);
    page.navigate(desk.address("/hotline"));
    page.locator("table.owed a.open", new Page.LocatorOptions().setHasText(number)).click();
    return page;
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "pages", name + ".png"))
            .setFullPage(true));
  }

  /** The same page on a telephone, in the dark. */
  private static void smallPicture(Page page, String name) {
    var was = page.viewportSize();
    page.setViewportSize(390, 844);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    picture(page, name + "-small");
    Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as("%s fits the width", name)
        .isEqualTo(390);
    page.setViewportSize(was.width, was.height);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private static void inVain(Page page, String note) {
    if (page.locator("#f-in-vain:not([open])").count() > 0) {
      page.click("#f-in-vain > summary");
    }
    page.fill("#in-vain-text", note);
    page.click("#f-in-vain button");
    assertThat(page.locator(".of.text", new Page.LocatorOptions().setHasText(note))).isVisible();
  }

  @Test
  void a_caller_whom_nobody_reaches_on_three_half_days_is_given_up_and_not_before() {
    Page page = caseOf("+74955550301", "ru");
    assertThat(page.locator("h1")).containsText("+74955550301");
    inVain(page, "Короткие гудки");
    Assertions.assertThat(page.inputValue("#in-vain-text")).isEmpty();
    page.click("#f-closing > summary");
    assertThat(page.locator("#f-closing .limit")).containsText("пока было: 1");
    picture(page, "case");
    smallPicture(page, "case");

    desk.program().clock().set(START.plus(Duration.ofHours(3)));
    inVain(page, "Снова гудки");
    String address = page.url();
    desk.program().clock().set(START.plus(Duration.ofHours(24)));
    page = ConsoleBrowser.signedIn(window, desk, "ru"); // a session ends in the night
    page.navigate(address);
    inVain(page, "Никого");
    page.locator("#f-closing").evaluate("folded => folded.open = true");
    page.fill("#closing-text", "Больше не звоним");
    page.click("#f-closing button");
    assertThat(page.locator(".head .state")).hasText("не дозвонились");
    assertThat(page.locator(".decide")).hasCount(0);

    page.navigate(desk.address("/hotline/cases?tab=done"));
    assertThat(page.locator("table.cases")).containsText("+74955550301");
    page.navigate(desk.address("/hotline/cases"));
    assertThat(page.locator("main")).not().containsText("+74955550301");
  }

  private static String csrf(Page page) {
    return page.locator("input[name=csrf]").first().getAttribute("value");
  }

  private String cookie() {
    return window.cookies().stream()
        .map(one -> one.name + "=" + one.value)
        .collect(Collectors.joining("; "));
  }

  @Test
  void what_was_said_in_a_call_back_closes_the_case() {
    Page page = caseOf("+74955550302", "en");
    page.fill("#reached-text", "They wanted the opening hours.");
    page.reload();
    Assertions.assertThat(page.inputValue("#reached-text"))
        .isEqualTo("They wanted the opening hours.");
    page.click("#f-reached button");
    assertThat(page.locator(".head .state")).hasText("called back");
    assertThat(page.locator("ol.lines")).containsText("They wanted the opening hours.");
    // Who was too late is told so, and what they wrote isn't lost.
    String refused =
        desk.post(
                page.url().replace(desk.address("/"), "/") + "/reached",
                Map.of("csrf", csrf(page), "text", "Said twice"),
                "Cookie",
                cookie())
            .body();
    Assertions.assertThat(refused).contains("This call case is closed.").contains("Said twice");
  }

  @Test
  void a_case_becomes_a_ticket_once_somebody_finds_out_who_it_was() {
    Page page = caseOf("+74955550303", "en");
    page.click("#f-registration > summary");
    page.selectOption("#client", new SelectOption().setIndex(1));
    page.waitForSelector("#registration-staffId");
    page.selectOption("#registration-staffId", new SelectOption().setIndex(1));
    page.fill("#registration-subject", "Called from home");
    page.fill("#registration-text", "She asked for a second account.");
    page.click("#f-registration form[method=post] button");
    page.click(".head a[href^='/tickets/']");
    assertThat(page.locator("h1")).containsText("Called from home");
    assertThat(page.locator(".panel.calls")).containsText("+74955550303");
  }

  @Test
  void a_case_that_nobody_called_back_is_shown_among_what_is_due_and_to_supervisors() {
    missed("+74955550304");
    desk.program().clock().set(START.plus(Duration.ofDays(7)));
    Page page = ConsoleBrowser.signedIn(window, desk, "ru");
    page.navigate(desk.address("/supervision"));
    page.click(".notice.warn a[href='/hotline/cases?tab=due']");
    assertThat(page.locator("table.cases tr.overdue").first()).containsText("Просрочено");
    assertThat(page.locator("table.cases")).containsText("+74955550304");
    picture(page, "cases");
    smallPicture(page, "cases");
  }

  @Test
  void calls_are_listed_by_what_became_of_them() {
    missed("+74955550305");
    answered("+74955550306", "202", Duration.ofMinutes(5), 7);
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    page.navigate(desk.address("/hotline/calls"));
    assertThat(row(page, "+74955550305")).containsText("missed: call back owed");
    assertThat(row(page, "+74955550306")).hasCount(0);
    page.click("a[href='/hotline/calls?tab=awaited']");
    assertThat(row(page, "+74955550306")).containsText("=Игорь");
    picture(page, "calls");
    row(page, "+74955550306").locator("a.open").click();
    assertThat(page.locator("#came-of-it")).isVisible();
  }

  private static Locator row(Page page, String text) {
    return page.locator("tbody tr", new Page.LocatorOptions().setHasText(text));
  }

  @Test
  void the_report_shows_how_calls_were_answered_and_saves_as_a_table_without_formulas() {
    answered("+74955550307", "202", Duration.ofMinutes(10), 10);
    answered("+74955550308", "201", Duration.ofMinutes(20), 50);
    call("+74955550309", Duration.ofMinutes(30), new CallOutcome.OutOfHours(Optional.empty()));
    Page page = ConsoleBrowser.signedIn(window, desk, "ru");
    page.navigate(desk.address("/hotline/report?from=2026-10-06&to=2026-10-06"));
    assertThat(page.locator(".figures .level")).containsText("за 20 с");
    assertThat(page.locator("svg[role=img] title").nth(9)).containsText("09:00: отвечено");
    assertThat(page.locator("table.report").nth(1)).containsText("=Игорь");
    picture(page, "report");
    smallPicture(page, "report");
    String address = page.getAttribute("a[download]", "href");
    var table = desk.get(address, "Cookie", desk.signIn());
    Assertions.assertThat(table.headers().firstValue("Content-Disposition").orElse(""))
        .contains("hotline-2026-10-06-2026-10-06.csv");
    Assertions.assertThat(table.body()).startsWith("\uFEFF").contains(";'=Игорь;");
    page.click(".period .tabs a >> nth=0");
    assertThat(page.locator("#from")).hasValue("2026-10-06");
  }

  @Test
  void telephone_numbers_are_added_and_removed_and_shared_ones_are_told() {
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    page.navigate(desk.address("/clients"));
    page.click("table.clients a.open");
    Page other = window.newPage();
    other.navigate(page.url());
    add(page, ".firm-phones", "8 (495) 555-04-01");
    add(page, ".staff tbody tr", "+7 495 555-04-01");
    assertThat(page.locator(".firm-phones .shared")).containsText("Анна Котова");
    // A page that was opened before loses nothing of what was added meanwhile.
    add(other, ".firm-phones", "+7 495 555-04-02");
    assertThat(other.locator(".firm-phones .phone-list")).containsText("+74955550401");
    add(other, ".firm-phones", "eleven");
    assertThat(other.locator(".firm-phones [role=alert]")).containsText("no telephone number");
    picture(other, "client");
    smallPicture(other, "client");
    page.reload();
    page.click(".firm-phones button[value='+74955550401']");
    assertThat(page.locator(".firm-phones .phone-list")).not().containsText("+74955550401");
    assertThat(page.locator(".staff .phone-list")).containsText("+74955550401");

    page.click(".form-panel > summary");
    page.fill("#staff-name", "Lev");
    page.fill("#staff-addresses", "lev@romashka.example");
    page.click(".form-panel button.primary");
    assertThat(page.locator("table.staff")).containsText("lev@romashka.example");
  }

  private static void add(Page page, String where, String number) {
    page.locator(where + " input[name=phone]").first().fill(number);
    page.locator(where + " form[action$='/add'] button").first().click();
  }

  @Test
  void who_may_not_change_numbers_is_not_offered_it_and_refused() {
    String session =
        DemoDesk.sessionOf(
            desk.post("/sign-in", Map.of("login", "igor", "password", DemoDesk.PASSWORD)));
    String client = desk.program().query("SELECT id FROM client").getFirst();
    var page = desk.get("/clients/" + client, "Cookie", session);
    Assertions.assertThat(page.statusCode()).isEqualTo(200);
    Assertions.assertThat(page.body()).doesNotContain("/phones/add");
    String csrf = page.body().replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
    for (String path : List.of("/clients/" + client + "/phones/add", "/clients", "/telephones/1")) {
      Assertions.assertThat(
              desk.post(path, Map.of("csrf", csrf, "phone", "+74955550499"), "Cookie", session)
                  .statusCode())
          .as(path)
          .isEqualTo(403);
    }
  }

  @Test
  void an_administrator_says_whose_telephone_is_whose_and_no_two_have_one() {
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    page.navigate(desk.address("/status"));
    page.click("a[href='/telephones']");
    Locator igor = row(page, "igor");
    igor.locator("input[name=extension]").fill("201");
    igor.locator("button").click();
    assertThat(row(page, "igor").locator("[role=alert]")).containsText("has this extension");
    smallPicture(page, "telephones");
    row(page, "igor").locator("input[name=extension]").fill("203");
    row(page, "igor").locator("button").click();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            desk.program()
                .query("SELECT extension FROM operator WHERE login = 'igor'")
                .equals(List.of("203")));
    desk.program().execute("UPDATE operator SET extension = '202' WHERE login = 'igor'");
  }
}
