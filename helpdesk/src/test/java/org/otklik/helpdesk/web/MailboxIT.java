package org.otklik.helpdesk.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.running.Letter;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.intake.servers.DovecotServer;

/** An administrator adds, changes and removes a mailbox in a real browser. */
class MailboxIT {
  private static final Locator.WaitForOptions SOON =
      new Locator.WaitForOptions().setTimeout(60_000);

  private static DovecotServer server;
  private static DemoDesk desk;
  private static ConsoleBrowser browser;

  @BeforeAll
  static void open() {
    server = DovecotServer.running();
    desk =
        DemoDesk.open(
            RunningProgram.demo()
                .with("otklik.sealing-key", "correct horse battery staple, and so on")
                .with("otklik.mailbox-lease", "3s"));
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
    if (server != null) {
      server.close();
    }
  }

  @Test
  void a_mailbox_is_tried_added_and_its_mail_becomes_a_ticket_without_a_restart() {
    try (var window = browser.window(how -> how)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      page.navigate(desk.address("/status"));
      page.click("#add-mailbox");
      page.fill("#name", "second");
      page.fill("#address", "second@otklik.example");
      page.fill("#host", DovecotServer.HOST);
      page.fill("#port", String.valueOf(server.imapPort()));
      page.selectOption("#security", "plain");
      page.fill("#user", "second");
      page.fill("#password", "wrong");
      page.selectOption("#trust", "server");
      assertThat(page.locator("#oauthEndpoint")).isHidden();
      assertThat(page.locator("#authservId")).isHidden();
      page.click("button[value=test]");
      assertThat(page.locator("#tested .bad")).containsText("refused the password of second");
      // What was typed is still there, so that only the password has to be mended.
      page.fill("#password", DovecotServer.PASSWORD);
      page.click("button[value=test]");
      assertThat(page.locator("#tested .good")).containsText("second can be read");
      page.click("button[value=save]");
      page.waitForURL(desk.address("/status"));
      assertThat(page.locator(".mailbox h3").getByText("second", exactly())).isVisible();

      byte[] mail = Letter.from(DemoDesk.ANNA).subject("By the second mailbox").raw();
      server.deliver("second", mail);
      page.navigate(desk.address("/"));
      page.locator("#queue tbody tr", new Page.LocatorOptions().setHasText("By the second mailbox"))
          .waitFor(SOON);

      page.navigate(desk.address("/mailboxes/second"));
      assertThat(page.content()).doesNotContain("\"" + DovecotServer.PASSWORD + "\"");
      assertThat(page.locator("#user")).hasValue("second");
      page.selectOption("#afterReading", "move");
      page.fill("#target", "Read");
      page.click("button[value=save]");
      assertThat(page.locator("#tested .good")).containsText("Saved");
      page.fill("#host", "localhost");
      page.click("button[value=save]");
      page.waitForLoadState(LoadState.LOAD);
      assertThat(page.locator("#tested .bad")).containsText("Enter the secret again");
      assertThat(page.locator("#password")).hasAttribute("aria-invalid", "true");

      page.navigate(desk.address("/mailboxes/second"));
      page.click("summary:has-text('What administrators did')");
      assertThat(page.locator("#acts li").first()).containsText("afterReading");
      page.click("summary:has-text('Remove this mailbox')");
      page.click("form[action$='/removal'] button");
      page.waitForURL(desk.address("/status"));
      assertThat(desk.program().query("SELECT COUNT(*) FROM kept_mail").getFirst())
          .isNotEqualTo("0");
    }
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  @Test
  void a_mailbox_of_the_settings_can_be_looked_at_only() {
    try (var window = browser.window(how -> how)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "ru");
      page.navigate(desk.address("/mailboxes/support"));
      assertThat(page.locator("#content .limit")).containsText("otklik.mailboxes.support");
      assertThat(page.locator("#host")).isDisabled();
      assertThat(page.locator("button[value=save]")).hasCount(0);
    }
  }

  @Test
  void what_is_typed_stays_inert_and_a_line_break_is_refused() {
    try (var window = browser.window(how -> how)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      page.navigate(desk.address("/new-mailbox"));
      page.fill("#name", "hostile");
      page.fill("#address", "hostile@otklik.example");
      page.fill("#host", DovecotServer.HOST);
      page.fill("#user", "\"><script>alert(1)</script>");
      page.fill("#password", "x");
      page.evaluate(
          "const f = document.createElement('textarea'); f.name = 'folder'; f.value = 'a\\nb';"
              + " document.querySelector('#folder').replaceWith(f)");
      page.click("button[value=save]");
      assertThat(page.locator("#tested .bad")).containsText("line break");
      assertThat(page.locator("#user")).hasValue("\"><script>alert(1)</script>");
      assertThat(page.locator("#password")).hasValue("");
    }
  }

  @Test
  void a_ticket_says_who_signed_its_mail_and_what_it_invites_to() {
    byte[] mail =
        """
        From: %s
        To: support@otklik.example
        Subject: Come to the upgrade
        Message-ID: <come@romashka.example>
        Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b

        --b
        Content-Type: text/calendar; method=REQUEST

        BEGIN:VCALENDAR
        METHOD:REQUEST
        BEGIN:VEVENT
        SUMMARY:Upgrade <b>now</b>
        LOCATION:Room <i>5</i>
        DTSTART:20240205T071500Z
        DTEND:20240205T081500Z
        ORGANIZER:mailto:anna@romashka.example
        END:VEVENT
        END:VCALENDAR
        --b
        Content-Type: application/pgp-signature

        x
        --b--
        """
            .formatted(DemoDesk.ANNA)
            .getBytes(StandardCharsets.UTF_8);
    desk.receive(DemoDesk.ANNA, new String(mail, StandardCharsets.UTF_8));
    try (var window = browser.window(how -> how)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "ru");
      Locator row =
          page.locator(
              "#queue tbody tr", new Page.LocatorOptions().setHasText("Come to the upgrade"));
      row.waitFor(SOON);
      row.locator("a.open").click();
      page.waitForSelector(".comment .meeting");
      assertThat(page.locator(".comment .meeting").innerText())
          .contains("Upgrade <b>now</b>", "Room <i>5</i>", "anna@romashka.example", "10:15");
      assertThat(page.locator(".mail-facts .signature.unknown"))
          .containsText("OpenPGP не проверяется");
      assertThat(page.locator(".mail-facts")).containsText("Отправитель подтверждён");
    }
  }

  @Test
  void a_ticket_says_that_its_mail_was_held_and_who_registered_it() {
    desk.receive("dora@elsewhere.example", "Held before", "Please help.");
    try (var window = browser.window(how -> how)) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      Locator held =
          page.locator("a.open").filter(new Locator.FilterOptions().setHasText("Held before"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            page.navigate(desk.address("/mail"));
            return held.count() > 0;
          });
      held.first().click();
      page.waitForSelector(".decide");
      page.selectOption(
          "#registration-client",
          desk.program().query("SELECT id FROM client ORDER BY id").getFirst());
      page.fill("#registration-name", "Dora");
      page.click("form[action$='/registration'] button");
      page.click(".head a[href^='/tickets/']");
      assertThat(page.locator(".mail-facts .was-held")).containsText("Nobody knows the sender");
      assertThat(page.locator(".mail-facts .was-held")).containsText("Registered by");
    }
  }
}
