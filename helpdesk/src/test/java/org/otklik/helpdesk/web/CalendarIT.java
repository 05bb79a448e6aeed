package org.otklik.helpdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.access.Passwords;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.store.Rows;

/** Calendars in the console, on a Friday of November 2026. */
class CalendarIT {
  private static DemoDesk desk;
  private static ConsoleBrowser browser;

  private BrowserContext window;
  private final List<String> happened = new ArrayList<>();

  @BeforeAll
  static void open() {
    browser = new ConsoleBrowser();
    desk = DemoDesk.open(RunningProgram.demo().withClockAt(Instant.parse("2026-11-20T09:00:00Z")));
  }

  @AfterAll
  static void close() {
    desk.close();
    browser.close();
  }

  @BeforeEach
  void newWindow() {
    window = browser.window(how -> how.setViewportSize(1280, 800));
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
    assertThat(happened).isEmpty();
  }

  private static String provider() {
    return desk.program().query("SELECT id FROM calendar WHERE purpose = 'provider'").getFirst();
  }

  /** A calendar of the test's own, with the provider's dates. */
  private static Page newCalendar(Page page, String name) {
    page.navigate(desk.address("/calendars"));
    page.fill("#new-name", name);
    page.fill("#new-hours", "10:00-14:00, 15:00-19:00");
    page.selectOption("#new-dates", provider());
    page.click("form[action='/calendars'] button");
    page.waitForSelector("#done");
    return page;
  }

  private static Locator day(Page page, int month, String day) {
    return page.locator(".month")
        .nth(month - 1)
        .locator(
            "td",
            new Locator.LocatorOptions().setHas(page.locator(".day:text-is('%s')".formatted(day))));
  }

  private static String resource(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/holidays", name));
  }

  private static FilePayload file(String name, String type, String text) {
    return new FilePayload(name, type, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_year_shows_every_day_in_colours_and_words_in_both_languages() {
    Page page = ConsoleBrowser.signedIn(window, desk, "ru");
    page.click("nav a[href='/calendars']");
    page.click("a.open >> text=Россия");

    page.waitForSelector(".year");
    assertThat(page.locator(".month").count()).isEqualTo(12);
    assertThat(day(page, 11, "4").getAttribute("class")).isEqualTo("d-off");
    assertThat(day(page, 11, "4").getAttribute("title"))
        .isEqualTo("среда 4 ноября: выходной. День народного единства");
    assertThat(day(page, 11, "3").innerText()).contains("−1 ч");
    assertThat(day(page, 11, "20").getAttribute("aria-current")).isEqualTo("date");
    assertThat(page.locator(".month").nth(10).locator("caption").innerText())
        .contains("Ноябрь", "20 рабочих дней, 179 ч");
    assertThat(page.locator(".legend").innerText())
        .contains("247 рабочих дней", "сокращённый день");

    page.click(".years a:has-text('2027')");
    page.waitForURL("**year=2027");
    assertThat(day(page, 2, "20").getAttribute("class")).isEqualTo("d-extra");
    assertThat(page.locator("#provisional").count()).isZero();
    page.click(".years a:has-text('2028')");
    page.waitForSelector("#provisional");

    page.click("button[name=language]");
    page.waitForSelector("html[lang=en]");
    assertThat(page.locator("#provisional").innerText()).contains("provisional");
    assertThat(page.locator(".month caption").first().innerText()).contains("January");
  }

  @Test
  void a_supervisor_changes_hours_and_dates_and_the_year_shows_it() {
    Page page = newCalendar(ConsoleBrowser.signedIn(window, desk, "en"), "Partner");
    page.fill("#friday", "10:00–13:00");
    page.fill("#saturday", "");
    page.click("#hours button.primary");
    page.waitForSelector("#done");
    assertThat(page.inputValue("#friday")).isEqualTo("10:00-13:00");

    page.fill("#first", "2026-11-23");
    page.fill("#last", "2026-11-24");
    page.fill("#date-name", "Moving house");
    page.click("#dates button.primary");
    page.waitForSelector(".removable >> text=Moving house");
    page.fill("#first", "2026-11-25");
    page.selectOption("#kind", "hours");
    page.fill("#date-hours", "12:00-14:00");
    page.click("#dates button.primary");
    page.waitForSelector(".removable >> text=12:00–14:00");
    page.click("button[name=date][value='2026-11-24']");
    page.waitForSelector(
        "button[value='2026-11-24']",
        new Page.WaitForSelectorOptions()
            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));

    page.click("#up");
    page.waitForSelector(".year");
    assertThat(day(page, 11, "23").getAttribute("class")).isEqualTo("d-off");
    assertThat(day(page, 11, "24").getAttribute("class")).isEqualTo("d-worked");
    assertThat(day(page, 11, "25").getAttribute("class")).isEqualTo("d-other-hours");
    assertThat(page.locator(".dates").innerText()).contains("Moving house");
    page.click("details.history summary");
    assertThat(page.locator("details.history").innerText()).contains("Version 5", "Ольга");
  }

  @Test
  void what_cannot_be_is_refused_in_words_and_what_was_typed_stays() {
    Page page = newCalendar(ConsoleBrowser.signedIn(window, desk, "en"), "Refused");
    for (String day : List.of("monday", "tuesday", "wednesday", "thursday", "friday")) {
      page.fill("#" + day, "");
    }
    page.fill("#name", "Never");
    page.click("#hours button.primary");
    page.waitForSelector("#hours-why");
    assertThat(page.innerText("#hours-why")).contains("at least one day of the week");
    assertThat(page.inputValue("#name")).isEqualTo("Never");

    page.fill("#monday", "9 to 5");
    page.click("#hours button.primary");
    page.waitForSelector("#hours-why >> text=9 to 5");
    page.click("#definition-panel summary");
    page.fill("#definition", "name: X\nzone: Moscow\n");
    page.click("#definition-form button");
    page.waitForSelector("#definition-why >> text=Line 2");
    assertThat(page.inputValue("#definition")).contains("zone: Moscow");
  }

  @Test
  void files_and_countries_are_taken_in() throws IOException {
    Page page = newCalendar(ConsoleBrowser.signedIn(window, desk, "en"), "Imports");
    page.setInputFiles("#xml-file", file("2028.xml", "text/xml", resource("made-up-2028.xml")));
    page.click("#xml button");
    page.waitForSelector("#done >> text=7 dates added");
    page.waitForSelector(".removable >> text=Праздник огурца");

    page.setInputFiles("#ics-file", file("firm.ics", "text/calendar", resource("made-up.ics")));
    page.fill("#ics-years", "2028");
    page.click("#ics button");
    page.waitForSelector("#done >> text=2 events say nothing of whole days");

    page.selectOption("#country", "de");
    page.waitForSelector("#subdivision option[value=by]", attached());
    page.selectOption("#subdivision", "by");
    page.fill("#country-years", "2029");
    page.click("#country-form button");
    page.waitForSelector(".removable >> text=Epiphany");

    page.setInputFiles("#xml-file", file("x.xml", "text/xml", "<!DOCTYPE x><calendar/>"));
    page.click("#xml button");
    page.waitForSelector("#import-why >> text=DOCTYPE");
  }

  private static Page.WaitForSelectorOptions attached() {
    return new Page.WaitForSelectorOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
  }

  @Test
  void whoever_saw_an_older_version_changes_nothing() {
    Page page = newCalendar(ConsoleBrowser.signedIn(window, desk, "en"), "Raced");
    Page other = window.newPage();
    other.navigate(page.url());
    other.fill("#monday", "08:00-12:00");
    other.click("#hours button.primary");
    other.waitForSelector("#done");
    page.fill("#monday", "20:00-22:00");
    page.click("#hours button.primary");
    page.waitForSelector("#hours-why >> text=Somebody else changed it");
  }

  @Test
  void an_operator_looks_but_changes_nothing() {
    desk.program()
        .get(Rows.Operators.class)
        .save(
            new Operator(
                desk.program().get(IdSource.class).next(),
                "igor",
                "Igor",
                "igor@otklik.example",
                OperatorRole.OPERATOR,
                Language.EN,
                Passwords.hash("igors-password"),
                true,
                0,
                null,
                null,
                0));
    String session =
        DemoDesk.sessionOf(
            desk.post("/sign-in", Map.of("login", "igor", "password", "igors-password")));
    String address = "/calendars/" + provider();
    var shown = desk.get(address, "Cookie", session, "Accept", "text/html");
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).doesNotContain("/edit");
    assertThat(desk.get(address + "/edit", "Cookie", session).statusCode()).isEqualTo(403);
    assertThat(desk.get("/calendars", "Cookie", session).body()).doesNotContain("new-name");
  }

  /** WCAG 2.2, 1.3.1 and 4.1.2: every field has a name, every page one main heading. */
  @Test
  void every_field_has_a_name_and_a_phone_needs_no_sideways_scrolling() {
    String address = "/calendars/" + provider();
    try (BrowserContext phone = browser.window(how -> how.setViewportSize(360, 740))) {
      Page page = ConsoleBrowser.signedIn(phone, desk, "ru");
      for (String path : List.of("/calendars", address, address + "/edit")) {
        page.navigate(desk.address(path));
        Object nameless =
            page.evaluate(
                "[...document.querySelectorAll('input:not([type=hidden]),select,textarea,button,a')]"
                    + ".filter(e => !(e.labels && e.labels.length) && !e.textContent.trim()"
                    + " && !e.ariaLabel).map(e => e.outerHTML)");
        assertThat(nameless).as(path).isEqualTo(List.of());
        assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).as(path).isEqualTo(360);
      }
    }
  }
}
