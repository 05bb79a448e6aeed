package org.otklik.helpdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.running.RunningProgram;

/** What a supervisor sees as time goes on; the clock is set by hand. */
class SupervisionIT {
  /** A Thursday morning in Moscow. */
  private static final Instant THURSDAY = Instant.parse("2026-11-19T07:20:00Z");

  private static final Instant MONDAY = Instant.parse("2026-11-23T11:00:00Z");

  @Test
  void a_breach_appears_and_an_excused_one_is_no_longer_counted() {
    try (DemoDesk desk =
            DemoDesk.open(
                RunningProgram.demo().withClockAt(THURSDAY).with("otklik.deadlines-every", "1s"));
        ConsoleBrowser browser = new ConsoleBrowser();
        BrowserContext window = browser.window(how -> how.setViewportSize(1280, 800))) {
      desk.receive(DemoDesk.ANNA, "Forgotten", "Is anybody there?");
      await(desk, "SELECT id FROM ticket");
      desk.program().clock().set(MONDAY);
      await(desk, "SELECT id FROM deadline WHERE outcome = 'BREACHED'");

      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      page.navigate(desk.address("/supervision"));
      assertThat(page.locator("tbody tr").innerText())
          .contains("Overdue", "First response", "Forgotten", "Counted", "Notice: not given");

      page.click("tbody a.open");
      page.click("#more-explain-breach > summary");
      page.fill("#explain-breach-cause", "The fax line was cut");
      page.check("#explain-breach-excused");
      page.click("#more-explain-breach button");
      page.locator(".deadline .remark", new Page.LocatorOptions().setHasText("The fax line"))
          .waitFor();
      page.navigate(desk.address("/supervision"));
      assertThat(page.locator("tbody tr").innerText()).contains("Excused, not counted");
    }
  }

  private static void await(DemoDesk desk, String query) {
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> !desk.program().query(query).isEmpty());
  }
}
