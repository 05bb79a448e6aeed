package org.otklik.helpdesk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an administrator does with mailboxes in the console. */
class StatusIT {
  private static DemoDesk desk;
  private static ConsoleBrowser browser;

  @BeforeAll
  static void open() {
    desk = DemoDesk.open();
    browser = new ConsoleBrowser();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (desk != null) {
      desk.close();
    }
  }

  @Test
  void a_mailbox_is_tested_paused_and_resumed_in_the_readers_language() {
    try (var window = browser.window(how -> how)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "ru");
      page.navigate(desk.address("/status"));
      page.click("form[action$='/support/test'] button");
      assertThat(page.locator(".mailbox .notice.good")).containsText("читается");
      page.click("form[action$='/support/pause'] button");
      assertThat(page.locator(".mailbox .phase-paused")).containsText("приостановлен");
      assertThat(page.locator(".mailbox")).containsText("Приостановил(а): ");
      page.click("form[action$='/support/resume'] button");
      assertThat(page.locator("form[action$='/support/pause'] button")).isVisible();
    }
  }

  @Test
  void a_folder_that_is_read_already_is_not_imported_and_the_page_says_why() {
    try (var window = browser.window(how -> how)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      page.navigate(desk.address("/status"));
      page.click(".mailbox summary");
      page.fill("#support-folder", "INBOX");
      page.fill("#support-since", LocalDate.of(2020, 1, 1).toString());
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target", "status.png")).setFullPage(true));
      page.click("form[action$='/support/imports'] button");
      page.waitForLoadState(LoadState.LOAD);
      assertThat(page.locator(".mailbox .notice.bad")).containsText("being read already");
    }
  }

  @Test
  void without_a_key_to_seal_passwords_the_page_names_the_missing_setting() {
    try (var window = browser.window(how -> how)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      page.navigate(desk.address("/new-mailbox"));
      assertThat(page.locator("#content .notice.warn")).containsText("otklik.sealing-key");
      page.fill("#name", "second");
      page.fill("#address", "second@otklik.example");
      page.fill("#host", "imap.otklik.example");
      page.fill("#user", "second");
      page.fill("#password", "x");
      page.click("button[value=save]");
      assertThat(page.locator("#tested .bad")).containsText("otklik.sealing-key");
    }
  }
}
