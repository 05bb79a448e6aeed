package org.otklik.helpdesk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Held mail, outgoing mail, words of letters and files, in a real browser. */
class MailDeskIT {
  private static final Path PICTURES = Path.of("target", "pictures");

  private static DemoDesk desk;
  private static ConsoleBrowser browser;

  private BrowserContext window;
  private final List<String> happened = new ArrayList<>();

  @BeforeAll
  static void open() {
    browser = new ConsoleBrowser();
    desk = DemoDesk.open();
  }

  @AfterAll
  static void close() {
    desk.close();
    browser.close();
  }

  @BeforeEach
  void newWindow() {
    window = browser.window(how -> how.setViewportSize(1280, 900));
    window.setDefaultTimeout(60_000);
    window.onDialog(dialog -> {
      happened.add("dialog " + dialog.message());
      dialog.dismiss();
    });
    window.onRequest(request -> {
      if (!request.url().startsWith(desk.address("/"))) {
        happened.add("request " + request.url());
      }
    });
    window.onWebError(error -> happened.add("error " + error.error()));
  }

  @AfterEach
  void closeWindow() {
    window.close();
    assertThat(happened).isEmpty();
  }

  private static void awaitHeld(String subject) {
    await("it is held")
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            !desk.program()
                .query("SELECT 1 FROM mail WHERE outcome = 'HELD' AND subject = '" + subject + "'")
                .isEmpty());
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  private static Locator decide(Page page, String form) {
    return page.locator("form[action$='/" + form + "']");
  }

  @Test
  void an_operator_registers_forwards_and_discards_held_mail() {
    for (String subject : List.of("Held one", "Held two", "Held three")) {
      desk.receive("carol@elsewhere.example", subject, "<script>alert(1)</script> Please help.");
      awaitHeld(subject);
    }
    desk.receive("spam@elsewhere.example", "Held offer", "Best prices.");
    awaitHeld("Held offer");
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    page.navigate(desk.address("/mail"));
    picture(page, "mail-held");
    page.locator("a.open", new Page.LocatorOptions().setHasText("Held one")).click();
    page.waitForSelector(".decide");
    picture(page, "mail-decide");
    page.locator(".decide summary").first().waitFor();
    assertThat(page.locator("input[name=also]").count()).isEqualTo(2);
    page.locator("input[name=also]").nth(1).uncheck();
    page.selectOption("#registration-client", new String[] {clientId()});
    page.fill("#registration-name", "Carol <b>Smith</b>");
    decide(page, "registration").locator("button").click();
    page.waitForSelector(".head a[href^='/tickets/']");
    assertThat(page.locator(".facts-list").first().innerText()).contains("Registered by");
    assertThat(page.locator(".decide").count()).isZero();
    page.navigate(desk.address("/mail"));
    assertThat(page.locator("tbody tr").allInnerTexts())
        .filteredOn(row -> row.contains("carol@"))
        .hasSize(1);

    // The sender is on the list by now; what is left is forwarded instead.
    page.locator("a.open", new Page.LocatorOptions().setHasText("Held three")).click();
    page.waitForSelector(".decide");
    assertThat(page.locator("#registration-name").count()).isZero();
    page.locator(".decide summary").nth(1).click();
    page.selectOption("#forwarding-client", new String[] {clientId()});
    decide(page, "forwarding").locator("button").click();
    page.waitForSelector(".facts-list dt:has-text('Forwarded to')");
    picture(page, "mail-forwarded");

    page.navigate(desk.address("/mail"));
    page.locator("a.open", new Page.LocatorOptions().setHasText("Held offer")).click();
    page.locator(".decide summary").nth(2).click();
    page.fill("#discarding-reason", "an <i>offer</i>");
    desk.program()
        .execute("UPDATE mail_decision SET outcome = 'IGNORED' WHERE subject = 'Held offer'");
    decide(page, "discarding").locator("button").click();
    page.waitForSelector("form[action$='/discarding'] [role=alert]");
    picture(page, "mail-too-late");
    desk.program()
        .execute("UPDATE mail_decision SET outcome = 'HELD' WHERE subject = 'Held offer'");
    decide(page, "discarding").locator("button").click();
    page.waitForSelector(".facts-list dt:has-text('Discarded by')");
    assertThat(page.locator("h1").innerText()).isEqualTo("Held offer");
  }

  private static String clientId() {
    return desk.program().query("SELECT id FROM client ORDER BY id").getFirst();
  }

  /** CVE-2025-66376, CVE-2012-4751: others' HTML runs nothing, loads nothing, is nobody's page. */
  @Test
  void html_of_held_mail_is_shown_without_running_or_loading_anything() {
    desk.receive(
        "html@elsewhere.example",
        """
        From: html@elsewhere.example
        To: support@otklik.example
        Subject: Held html
        MIME-Version: 1.0
        Content-Type: text/html; charset=utf-8

        <b>Bold</b><script>alert(1)</script><img src="https://elsewhere.example/x.png" onerror="alert(2)">
        <a href="javascript:alert(3)">click</a><form action="/sign-out"><input></form>
        """);
    awaitHeld("Held html");
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    page.navigate(desk.address("/mail"));
    page.locator("a.open", new Page.LocatorOptions().setHasText("Held html")).click();
    page.waitForSelector(".decide");
    String html = page.getAttribute("a[href$='/html']", "href");
    var answer =
        desk.get(
            html,
            "Cookie",
            window.cookies().stream()
                .map(cookie -> cookie.name + "=" + cookie.value)
                .reduce("", (one, more) -> one + more + "; "));
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "sandbox"));
    assertThat(answer.body())
        .contains("<b>Bold</b>")
        .doesNotContain("script", "elsewhere.example/x.png", "<form", "onerror");
    page.navigate(desk.address(html));
    assertThat(page.locator("b").innerText()).isEqualTo("Bold");
  }

  @Test
  void an_answer_takes_files_along_and_a_second_click_says_nothing_twice() {
    desk.receive(DemoDesk.ANNA, "Files in the browser", "Please help.");
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    Locator row =
        page.locator(
            "#queue tbody tr", new Page.LocatorOptions().setHasText("Files in the browser"));
    row.waitFor();
    row.locator("a.open").click();
    page.fill("#answer-text", "See the files.");
    page.setInputFiles(
        "#answer-files",
        new FilePayload[] {
          new FilePayload("счёт <b>.txt", "text/plain", "ours".getBytes(StandardCharsets.UTF_8))
        });
    // The page's news come every two seconds, and take nothing away.
    page.waitForTimeout(2_500);
    assertThat(page.evaluate("document.querySelector('#answer-files').files.length")).isEqualTo(1);
    String key = page.inputValue("form.say.answer input[name=key]");
    page.click("form.say.answer button");
    page.locator(".comment.answer .files a").waitFor();
    picture(page, "ticket-answer");
    assertThat(page.locator(".comment.answer .files").innerText()).contains("счёт");
    assertThat(page.evaluate("document.querySelector('#answer-files').files.length")).isEqualTo(0);
    assertThat(page.inputValue("form.say.answer input[name=key]")).isNotEqualTo(key);

    String csrf = page.inputValue("form.say.note input[name=csrf]");
    String cookie =
        window.cookies().stream()
            .map(c -> c.name + "=" + c.value)
            .reduce("", (one, more) -> one + more + "; ");
    String path = page.url().substring(desk.address("").length()) + "/note";
    for (int i = 0; i < 2; i++) {
      assertThat(
              desk.post(
                      path,
                      Map.of("csrf", csrf, "key", "k", "text", "Sent twice"),
                      "Cookie",
                      cookie)
                  .statusCode())
          .isEqualTo(303);
    }
    assertThat(desk.program().query("SELECT 1 FROM comment WHERE text = 'Sent twice'")).hasSize(1);
  }

  /** What a stranger made odd is said in the reader's language, and nothing of it runs. */
  @Test
  void what_is_odd_in_a_mail_and_why_it_cannot_be_read_is_said_in_russian() {
    desk.receive(
        "odd@elsewhere.example",
        "From: odd@elsewhere.example\nSubject: Held odd\nDate: <b>soon</b>\n\nHello.\n");
    awaitHeld("Held odd");
    desk.receive(
        "odd@elsewhere.example",
        "From: odd@elsewhere.example\n" + "X: y\n".repeat(2_500) + "\nHello.\n");
    await("it is listed")
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            !desk.program().query("SELECT 1 FROM mail WHERE outcome = 'UNREADABLE'").isEmpty());
    Page page = ConsoleBrowser.signedIn(window, desk, "ru");
    page.navigate(desk.address("/mail"));
    page.locator("a.open", new Page.LocatorOptions().setHasText("Held odd")).click();
    page.waitForSelector(".decide");
    assertThat(page.locator(".lines li").allInnerTexts())
        .containsExactly("Это не дата: <b>soon</b>", "Нет Message-ID");
    page.navigate(desk.address("/mail?tab=unreadable"));
    assertThat(page.locator(".c-why").innerText())
        .isEqualTo("Письмо не удалось прочитать: в нём больше 2000 полей заголовка.");
    page.locator("a.open").click();
    page.waitForSelector("form[action$='/retry']");
    picture(page, "mail-unreadable");
    // Its beginning is shown in a window of its own height, however long it is.
    assertThat(page.locator(".text.bounded").boundingBox().height).isLessThan(600);
  }

  /** Longer words than the English ones: nothing of the menu lies over anything else. */
  @Test
  void the_menu_fits_one_line_in_russian_too_its_own_on_narrow_screens() {
    Page page = ConsoleBrowser.signedIn(window, desk, "ru");
    for (int width : List.of(1140, 1280, 1360, 1600)) {
      page.setViewportSize(width, 800);
      double right = 0;
      for (Locator link : page.locator(".top nav a").all()) {
        var box = link.boundingBox();
        assertThat(box.x).as("%s at %s", link.innerText(), width).isGreaterThanOrEqualTo(right - 1);
        assertThat(link.evaluate("link => link.scrollWidth <= link.clientWidth + 1"))
            .as("%s at %s", link.innerText(), width)
            .isEqualTo(true);
        right = box.x + box.width;
      }
      var own = page.locator(".top .own").boundingBox();
      boolean below = page.locator(".top nav").boundingBox().y >= own.y + own.height;
      assertThat(below).as("at %s", width).isEqualTo(width < 1280);
      assertThat(below || own.x > right).as("at %s", width).isTrue();
    }
  }

  /** A quotation is fetched when it is unfolded, and what stands in it runs nothing. */
  @Test
  void a_folded_quotation_is_read_again_from_its_mail_when_it_is_unfolded() {
    desk.receive(
        DemoDesk.ANNA,
        "Folded",
        "New words.\n\nOn Mon, 30 Nov 2026 Support wrote:\n> <script>alert(9)</script> old words");
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    Locator row = page.locator("#queue tbody tr", new Page.LocatorOptions().setHasText("Folded"));
    row.waitFor();
    row.locator("a.open").click();
    Locator folded = page.locator("details.quoted").first();
    folded.waitFor();
    assertThat(page.content()).doesNotContain("old words");
    folded.locator("summary").click();
    folded.locator(".text", new Locator.LocatorOptions().setHasText("old words")).waitFor();
    assertThat(folded.locator(".text").innerText()).contains("<script>alert(9)</script>");
    picture(page, "ticket-unfolded");
  }

  @Test
  void an_undelivered_letter_is_listed_with_the_reason_and_sent_after_all() {
    desk.receive(DemoDesk.ANNA, "Undelivered", "Please help.");
    await("its acknowledgement is sent")
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            !desk.program()
                .query("SELECT 1 FROM outbox WHERE state = 'SENT' AND subject LIKE '%Undelivered'")
                .isEmpty());
    desk.program()
        .execute(
            "UPDATE outbox SET state = 'FAILED', problem = 'The server refuses it: 550 <b>no'"
                + " WHERE subject LIKE '%Undelivered'");
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    page.navigate(desk.address("/letters"));
    Locator row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("Undelivered"));
    assertThat(row.innerText()).contains("550 <b>no", DemoDesk.ANNA);
    desk.program()
        .execute(
            "UPDATE outbox SET problem = 'RECIPIENT_REFUSED\\tanna@x\\t550 gone'"
                + " WHERE subject LIKE '%Undelivered'");
    page.click("button[name=language]");
    page.waitForSelector("html[lang=ru]");
    page.navigate(desk.address("/letters"));
    assertThat(row.innerText()).contains("Сервер не принимает получателя anna@x: 550 gone.");
    page.click("button[name=language]");
    page.waitForSelector("html[lang=en]");
    page.navigate(desk.address("/letters"));
    picture(page, "letters");
    row.locator("button").click();
    page.waitForSelector(".empty");
    await("it is sent")
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            !desk.program()
                .query("SELECT 1 FROM outbox WHERE state = 'SENT' AND released")
                .isEmpty());
  }

  @Test
  void a_supervisor_tries_saves_and_resets_words_of_a_letter() {
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    page.navigate(desk.address("/letters"));
    page.click("a.button[href='/letter-templates']");
    page.waitForSelector("a.open");
    picture(page, "letter-templates");
    page.click("a[href='/letter-templates/acknowledgement/en']");
    page.waitForSelector("#preview");
    picture(page, "letter-template");
    page.fill("#body", "Hello {{reader}},\n\n{{nmuber}}");
    page.click("button[value=save]");
    assertThat(page.locator("#why").innerText()).contains("nmuber", "3");
    assertThat(page.inputValue("#body")).contains("nmuber");
    picture(page, "letter-template-wrong");
    page.fill("#body", "Hello {{reader}}, your number is {{number}}.");
    page.click("button[value=preview]");
    page.waitForSelector("#preview:has-text('your number is 1042')");
    page.click("button[value=save]");
    page.waitForSelector("button[value=reset]");
    assertThat(page.inputValue("#body")).isEqualTo("Hello {{reader}}, your number is {{number}}.");
    page.click("button[value=reset]");
    page.waitForSelector("details:has-text('version 2')", new Page.WaitForSelectorOptions());
    assertThat(page.inputValue("#body")).contains("What happens next");
  }
}
