package org.otklik.helpdesk.web;

import static com.microsoft.playwright.options.WaitForSelectorState.HIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleIT {
  private static final Locator.WaitForOptions SOON =
      new Locator.WaitForOptions().setTimeout(10_000);

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
    window = browser.window(how -> how.setViewportSize(1280, 800));
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
    window.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        happened.add("policy " + message.text());
      }
    });
  }

  @AfterEach
  void closeWindow() {
    window.close();
  }

  private static Locator row(Page page, String subject) {
    return page.locator("#queue tbody tr", new Page.LocatorOptions().setHasText(subject));
  }

  private Page opened(String subject, String language) {
    desk.receive(DemoDesk.ANNA, subject, "Please help.");
    Page page = ConsoleBrowser.signedIn(window, desk, language);
    row(page, subject).waitFor(SOON);
    row(page, subject).locator("a.open").click();
    page.waitForSelector("#analyse-category");
    return page;
  }

  private static void analyse(Page page, String category, String priority) {
    page.selectOption("#analyse-category", category);
    page.selectOption("#analyse-priority", priority);
    page.waitForSelector("#analyse-limit.known");
    page.click("form[action$='/analyse'] button.primary");
    page.waitForSelector("#provide-solution-text");
  }

  @Test
  void a_mail_appears_by_itself_and_its_analysis_meets_the_first_response() {
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    page.evaluate("window.notReloaded = true");

    desk.receive(DemoDesk.ANNA, "The printer is on fire", "Please help.");
    row(page, "The printer is on fire").waitFor(SOON);
    assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);

    row(page, "The printer is on fire").locator("a.open").click();
    page.fill("#answer-text", "Take the blue extinguisher.");
    page.click("form.say.answer button");
    page.locator(".comment.answer", new Page.LocatorOptions().setHasText("blue extinguisher"))
        .waitFor();
    assertThat(page.inputValue("#answer-text")).isEmpty();
    // An answer alone is no first response under the standard plan.
    assertThat(page.locator(".deadline h2").innerText()).isEqualTo("First response");

    analyse(page, "SUPPORT", "HIGH");
    assertThat(page.locator("#past .was .standing").first().textContent()).isEqualTo("Met");
    assertThat(page.locator(".head .state").innerText()).isEqualTo("In progress");
    assertThat(happened).isEmpty();
  }

  @Test
  void the_latest_planned_date_follows_category_and_priority_and_a_later_one_is_refused() {
    Page page = opened("Until when", "en");
    page.selectOption("#analyse-category", "SUPPORT");
    page.selectOption("#analyse-priority", "LOW");
    page.waitForSelector("#analyse-limit.known");
    String five = page.locator("#analyse-limit").innerText();
    String proposed = page.inputValue("#analyse-plannedAt");
    assertThat(five).contains("No later than").contains("5 business days");

    page.selectOption("#analyse-priority", "URGENT");
    page.locator("#analyse-limit", new Page.LocatorOptions().setHasText("3 business days"))
        .waitFor();
    assertThat(page.inputValue("#analyse-plannedAt")).isLessThan(proposed);

    page.fill("#analyse-plannedAt", proposed);
    page.fill("#analyse-text", "We look into it.");
    page.click("form[action$='/analyse'] button.primary");
    page.waitForSelector("#analyse-why");
    assertThat(page.locator("#analyse-why").innerText()).contains("too late");
    assertThat(page.inputValue("#analyse-text")).isEqualTo("We look into it.");
    assertThat(page.inputValue("#analyse-priority")).isEqualTo("URGENT");
    assertThat(happened).isEmpty();
  }

  @Test
  void a_solution_comes_back_with_remarks_is_mended_and_accepted() {
    Page page = opened("To be mended", "en");
    analyse(page, "SUPPORT", "NORMAL");
    page.fill("#provide-solution-text", "Switch it off and on.");
    page.click("form[action$='/provide-solution'] button.primary");

    page.fill("#remark-remarks", "Still broken.");
    page.click("form[action$='/remark'] button");
    page.locator(".deadline h2", new Page.LocatorOptions().setHasText("Rework")).waitFor();
    page.fill("#provide-solution-text", "A new part.");
    page.click("form[action$='/provide-solution'] button.primary");
    page.click("form[action$='/accept'] button.primary");

    page.locator(".head .state", new Page.LocatorOptions().setHasText("Closed")).waitFor();
    assertThat(page.locator(".comment.remarks .text").innerText()).isEqualTo("Still broken.");
    assertThat(page.locator(".comment.solution").count()).isEqualTo(2);
    assertThat(happened).isEmpty();
  }

  /** The second of two mails answers the first. */
  private static String mail(String which, String subject, String text) {
    return """
    From: anna@romashka.example
    To: support@otklik.example
    Message-ID: <%sversion@romashka.example>
    In-Reply-To: <version@romashka.example>
    Subject: %s
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8

    %s
    """
        .formatted(which, subject, text);
  }

  @Test
  void a_question_needs_a_call_first_and_the_reply_ends_the_wait() {
    desk.receive(DemoDesk.ANNA, mail("", "Which version", "Please help."));
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    row(page, "Which version").waitFor(SOON);
    row(page, "Which version").locator("a.open").click();
    page.click("#more-ask > summary");
    page.fill("#ask-question", "Which version is it?");
    page.click("#more-ask button");
    page.waitForSelector("#ask-why");
    assertThat(page.inputValue("#ask-question")).isEqualTo("Which version is it?");

    page.click("#more-attempt-call > summary");
    page.fill("#attempt-call-note", "No answer");
    page.click("#more-attempt-call button");
    page.waitForSelector(".comment.call");
    assertThat(page.inputValue("#ask-question")).isEqualTo("Which version is it?");
    page.click("#more-ask button");
    page.locator(".head .state", new Page.LocatorOptions().setHasText("Awaiting")).waitFor();
    assertThat(page.locator(".deadline.owed-by-client h2").innerText()).isEqualTo("Clarification");

    desk.receive(DemoDesk.ANNA, mail("re-", "Re: Which version", "It is 7."));
    page.locator(".comment.reply", new Page.LocatorOptions().setHasText("It is 7")).waitFor(SOON);
    assertThat(page.locator(".head .state").innerText()).isEqualTo("Registered");
    assertThat(happened).isEmpty();
  }

  @Test
  void a_release_moves_with_the_tickets_that_wait_for_it() {
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    page.navigate(desk.address("/releases"));
    page.fill("#component-name", "Ledger");
    page.click("form[action='/releases/components'] button");
    page.locator("summary", new Page.LocatorOptions().setHasText("Plan a release")).click();
    page.fill("input[id$='-name'][id^='plan']", "7.1");
    page.fill("input[type=date]", LocalDate.now(ZoneOffset.UTC).plusDays(30).toString());
    page.locator("form[action*='/components/'] button").click();
    page.locator(".release h3", new Page.LocatorOptions().setHasText("7.1")).waitFor();

    desk.receive(DemoDesk.ANNA, "Waits for 7.1", "An error.");
    page.navigate(desk.address("/"));
    row(page, "Waits for 7.1").waitFor(SOON);
    row(page, "Waits for 7.1").locator("a.open").click();
    page.selectOption("#analyse-component", new SelectOption().setLabel("Ledger"));
    analyse(page, "ERROR", "NORMAL");
    assertThat(page.locator(".head .facts").innerText()).contains("Ledger 7.1");

    page.navigate(desk.address("/releases"));
    page.locator("details.move > summary").click();
    assertThat(page.locator("details.move .limit").innerText()).contains("one ticket moves");
    page.fill("details.move input[type=date]", LocalDate.now(ZoneOffset.UTC).plusDays(40) + "");
    page.click("details.move button");
    page.locator(".release h3", new Page.LocatorOptions().setHasText("moved once")).waitFor();
    assertThat(happened).isEmpty();
  }

  @Test
  void a_plan_is_revised_and_its_problems_stand_at_their_fields() {
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    page.navigate(desk.address("/plan-editor?from=standard"));
    page.fill("#name", "Gold");
    page.fill("#plan-first-response", "soon");
    page.click(".plan-form button.primary");
    page.waitForSelector("#plan-first-response-why");
    assertThat(page.locator("#plan-first-response-why").innerText()).contains("soon");

    page.fill("#plan-first-response", "5wh");
    page.click(".plan-form button.primary");
    page.waitForURL("**/plans/Gold");
    page.navigate(desk.address("/plan-editor?of=Gold"));
    page.fill("#plan-clarification", "4bd");
    page.click(".plan-form button.primary");
    page.waitForURL("**/plans/Gold");
    assertThat(page.locator(".differences").innerText())
        .contains("3 business days")
        .contains("4 business days");
    assertThat(happened).isEmpty();
  }

  @Test
  void what_is_typed_stays_when_something_is_refused_and_over_a_reload() {
    desk.receive(DemoDesk.ANNA, "Typing meanwhile", "First.");
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    row(page, "Typing meanwhile").waitFor(SOON);
    row(page, "Typing meanwhile").locator("a.open").click();

    page.fill("#note-text", "Half a thought");
    page.fill("#answer-text", "   ");
    page.click("form.say.answer button");

    page.waitForSelector("#answer-why");
    assertThat(page.inputValue("#note-text")).isEqualTo("Half a thought");
    page.reload();
    assertThat(page.inputValue("#note-text")).isEqualTo("Half a thought");
    assertThat(happened).isEmpty();
  }

  /** CVE-2021-21441, CVE-2018-1000154, CVE-2026-32754; an attachment that runs: CVE-2005-3895. */
  @Test
  void script_in_subject_body_sender_and_file_name_stays_inert() {
    String script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    String file = script.replace("/", "");
    desk.receive(
        DemoDesk.ANNA,
        """
        From: "%s" <anna@romashka.example>
        To: support@otklik.example
        Subject: Inert %s
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/html; charset=utf-8

        <p>Hello %s <a href="javascript:alert(3)">x</a>
        <img src="https://tracker.example/p.png"></p>
        --b
        Content-Type: image/svg+xml; name="%s.svg"
        Content-Disposition: attachment; filename="%s.svg"

        <svg xmlns="http://www.w3.org/2000/svg" onload="alert(4)"/>
        --b--
        """
            .formatted(script, script, script, file, file));
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    row(page, "Inert").waitFor(SOON);

    assertThat(row(page, "Inert").locator("a.open").innerText()).contains("<script>");
    row(page, "Inert").locator("a.open").click();
    Locator link = page.locator(".files a");
    link.waitFor();
    var response = window.request().get(desk.address(link.getAttribute("href")));

    assertThat(response.headers())
        .containsEntry("content-type", "application/octet-stream")
        .containsEntry("x-content-type-options", "nosniff");
    assertThat(response.headers().get("content-disposition")).startsWith("attachment; ");
    assertThat(response.text()).contains("onload");
    assertThat(happened).isEmpty();
  }

  @Test
  void a_held_mail_says_why_and_shows_its_text() {
    desk.receive("stranger@elsewhere.example", "Who are you", "Hello, <b>stranger</b>.");
    Page page = ConsoleBrowser.signedIn(window, desk, "ru");
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> {
          page.navigate(desk.address("/mail"));
          return page.locator("a.open").count() > 0;
        });

    assertThat(page.locator(".c-why").first().innerText()).contains("Отправитель неизвестен");
    page.locator("a.open").first().click();
    page.waitForSelector(".comment .text");
    assertThat(page.locator(".comment .text").innerText()).contains("Hello, <b>stranger</b>.");
  }

  @Test
  void a_mail_says_who_signed_it_and_what_it_invites_to() {
    desk.receive(
        "stranger@elsewhere.example",
        """
        From: stranger@elsewhere.example
        To: support@otklik.example
        Subject: Come
        Message-ID: <come@elsewhere.example>
        Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b

        --b
        Content-Type: text/calendar; method=REQUEST

        BEGIN:VCALENDAR
        METHOD:REQUEST
        BEGIN:VEVENT
        SUMMARY:Upgrade <b>now</b>
        DTSTART:20240205T071500Z
        ORGANIZER:mailto:stranger@elsewhere.example
        END:VEVENT
        END:VCALENDAR
        --b
        Content-Type: application/pgp-signature

        x
        --b--
        """);
    Page page = ConsoleBrowser.signedIn(window, desk, "ru");
    Locator mail = page.locator("a.open").filter(new Locator.FilterOptions().setHasText("Come"));
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> {
          page.navigate(desk.address("/mail"));
          return mail.count() > 0;
        });
    mail.first().click();
    page.waitForSelector("#signature");

    assertThat(page.locator("#signature").innerText()).contains("OpenPGP не проверяется");
    assertThat(page.locator("#meeting").innerText())
        .contains("Upgrade <b>now</b>", "stranger@elsewhere.example");
    assertThat(page.locator("#meeting time").getAttribute("datetime")).startsWith("2024-02-05T");
  }

  @Test
  void the_console_speaks_russian_and_english() {
    Page page = ConsoleBrowser.signedIn(window, desk, "ru");
    assertThat(page.locator("h1").innerText()).isEqualTo("Очередь");

    page.click("button[name=language]");
    page.waitForSelector("html[lang=en]");
    assertThat(page.locator("h1").innerText()).isEqualTo("Queue");
  }

  @Test
  void keys_move_open_and_explain() {
    desk.receive(DemoDesk.ANNA, "By keys", "Only keys.");
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    row(page, "By keys").waitFor(SOON);

    page.keyboard().press("?");
    page.waitForSelector("#help[open]");
    page.keyboard().press("Escape");
    page.waitForSelector("#help", new Page.WaitForSelectorOptions().setState(HIDDEN));
    page.keyboard().press("/");
    page.waitForSelector("#find:focus");
    page.keyboard().type("by keys");
    page.keyboard().press("Enter");
    page.waitForSelector("a.open:focus");
    page.keyboard().press("Enter");

    page.waitForSelector("#answer-text");
    assertThat(page.locator("h1").innerText()).contains("By keys");
  }

  /** WCAG 2.2, 1.3.1 and 4.1.2: every field has a name, every page one main heading. */
  @Test
  void every_field_and_button_has_a_name() {
    Page page = ConsoleBrowser.signedIn(window, desk, "en");
    for (String path :
        List.of(
            "/",
            "/mail",
            "/status",
            "/supervision",
            "/supervision?tab=load",
            "/releases",
            "/plans",
            "/plans/standard",
            "/plan-editor?of=standard",
            "/sign-in")) {
      page.navigate(desk.address(path));
      Object nameless =
          page.evaluate(
              "[...document.querySelectorAll('input:not([type=hidden]),select,textarea,button,a')]"
                  + ".filter(e => !(e.labels && e.labels.length) && !e.textContent.trim()"
                  + " && !e.ariaLabel).map(e => e.outerHTML)");
      assertThat(nameless).as(path).isEqualTo(List.of());
      assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
    }
  }

  @Test
  void a_phone_needs_no_sideways_scrolling() {
    desk.receive(
        DemoDesk.ANNA, "A" + "very".repeat(30) + "longword", "B" + "very".repeat(60) + "longword");
    try (BrowserContext phone = browser.window(how -> how.setViewportSize(360, 740))) {
      Page page = ConsoleBrowser.signedIn(phone, desk, "ru");
      row(page, "longword").waitFor(SOON);
      String ticket = row(page, "longword").locator("a.open").getAttribute("href");
      for (String path :
          List.of(
              "/",
              ticket,
              "/mail",
              "/status",
              "/supervision",
              "/releases",
              "/plans/standard",
              "/plan-editor?of=standard")) {
        page.navigate(desk.address(path));
        assertThat(page.evaluate("document.documentElement.scrollWidth")).as(path).isEqualTo(360);
      }
    }
  }
}
