package org.otklik.helpdesk.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.otklik.intake.servers.Chromium;

/** A real browser for the console's tests and pictures. */
final class ConsoleBrowser implements AutoCloseable {
  private static final List<String> ALONE =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  ConsoleBrowser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Chromium.executable())
                    .setArgs(ALONE));
  }

  /** A new window without any cookie. */
  BrowserContext window(UnaryOperator<Browser.NewContextOptions> how) {
    return browser.newContext(how.apply(new Browser.NewContextOptions().setLocale("en-GB")));
  }

  /** Signs in as the demo's operator; the page is the queue then, in a language. */
  static Page signedIn(BrowserContext window, DemoDesk desk, String language) {
    Page page = window.newPage();
    page.navigate(desk.address("/sign-in"));
    page.fill("#login", DemoDesk.LOGIN);
    page.fill("#password", DemoDesk.PASSWORD);
    page.click("form button.primary");
    page.waitForSelector("#queue");
    if (!language.equals(page.getAttribute("html", "lang"))) {
      page.click("button[name=language]");
      page.waitForSelector("html[lang=" + language + "] #queue");
    }
    // Shown by the page's script, once it runs.
    page.waitForSelector("#find");
    return page;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
