package org.otklik.helpdesk.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otklik.intake.servers.Chromium;

class ChromiumIT {
  @Test
  void a_page_runs_its_script_and_has_letters_for_russian() {
    var options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(Chromium.executable())
            .setArgs(List.of("--no-sandbox", "--disable-gpu"));
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    try (Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser = playwright.chromium().launch(options);
        Page page = browser.newPage()) {
      page.setContent("<p id=a style='font:40px sans-serif;display:inline'>Шшш</p>");
      assertThat(page.evaluate("document.getElementById('a').textContent.toUpperCase()"))
          .isEqualTo("ШШШ");
      // Without a font every letter is the same empty box.
      Object widths =
          page.evaluate(
              "['Ш','і'].map(c => { a.textContent = c; return a.getBoundingClientRect().width })"
                  + ".reduce((wide, narrow) => wide > 2 * narrow)");
      assertThat(widths).isEqualTo(true);
    }
  }
}
