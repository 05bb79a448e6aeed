package org.otklik.helpdesk.web;

import static com.microsoft.playwright.options.WaitForSelectorState.HIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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

  @Test
  void a_mail_appears_by_itself_is_answered_and_its_first_response_is_met() {
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
    assertThat(page.locator(".deadline .standing").innerText()).isEqualTo("Met");
    assertThat(page.inputValue("#answer-text")).isEmpty();
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

  /** The specification's security list: script in body, subject, sender name, file name. */
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
    for (String path : List.of("/", "/mail", "/status", "/sign-in")) {
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
      for (String path : List.of("/", ticket, "/mail", "/status")) {
        page.navigate(desk.address(path));
        assertThat(page.evaluate("document.documentElement.scrollWidth")).as(path).isEqualTo(360);
      }
    }
  }
}
