package org.otklik.helpdesk.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.Foundation;
import org.otklik.helpdesk.store.Rows;

/**
 * Takes the pictures of the console that the documentation shows: {@code ./mvnw -Ppicture}. The
 * demo on a Thursday afternoon, with tickets that came on the days before.
 */
final class ConsolePicture {
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private static final String JANE = "jane.miller@northwind.example";
  private static final String PAVEL = "p.orlov@vasilek.example";

  private final DemoDesk desk;
  private final LocalDate thursday;
  private int expected;

  private ConsolePicture(DemoDesk desk, LocalDate thursday) {
    this.desk = desk;
    this.thursday = thursday;
  }

  public static void main(String[] args) {
    Path to = Path.of(args.length == 0 ? "docs/images/console.png" : args[0]);
    LocalDate thursday =
        LocalDate.now(MOSCOW).with(TemporalAdjusters.previousOrSame(DayOfWeek.THURSDAY));
    Instant first = thursday.minusDays(2).atTime(16, 20).atZone(MOSCOW).toInstant();
    try (DemoDesk desk =
            DemoDesk.open(
                RunningProgram.demo().withClockAt(first).with("otklik.deadlines-every", "1s"));
        ConsoleBrowser browser = new ConsoleBrowser()) {
      var picture = new ConsolePicture(desk, thursday);
      picture.people();
      picture.mails();
      picture.take(browser, to);
    }
  }

  private void people() {
    var operators = desk.program().get(Rows.Operators.class);
    Operator olga = operators.findByActiveTrueOrderByName().getFirst();
    var igor =
        operators.save(
            new Operator(
                desk.program().get(IdSource.class).next(),
                "igor",
                "Игорь Лебедев",
                "igor@otklik.example",
                Operator.OperatorRole.OPERATOR,
                Language.RU,
                olga.passwordHash(),
                true,
                0,
                null,
                null,
                0));
    client("Northwind Ltd", "northwind.example", Language.EN, igor.id(), "Jane Miller", JANE);
    client("АО «Василёк»", "vasilek.example", Language.RU, null, "Павел Орлов", PAVEL);
  }

  private void client(
      String name,
      String domain,
      Language language,
      @Nullable Long responsibleId,
      String person,
      String address) {
    var ids = desk.program().get(IdSource.class);
    var foundation = desk.program().get(Foundation.class);
    var register = desk.program().get(ClientRegister.class);
    long id = ids.next();
    register.add(
        new Client(
            id,
            name,
            "СП-2026/" + domain.length(),
            thursday.minusMonths(2),
            thursday.minusMonths(2),
            thursday.plusYears(1),
            "office@" + domain,
            language,
            responsibleId,
            foundation.standardPlanId(),
            foundation.providerCalendarId(),
            "RU",
            0),
        domain);
    register.add(new StaffMember(ids.next(), id, person, Role.MAIN, true, 0), address);
  }

  private void mails() {
    came(
        2,
        "16:20",
        PAVEL,
        "Не выгружается акт сверки за октябрь",
        "Кнопка «Выгрузить» ничего не делает.");
    came(
        1,
        "10:05",
        DemoDesk.ANNA,
        "Не проходит оплата по счёту 118: «Превышен лимит операций»",
        "Добрый день! Подскажите, что делать?");
    came(
        1,
        "15:40",
        JANE,
        "Nightly export to the warehouse stops at 2 GB",
        "It has failed three nights in a row. Log attached.");
    came(
        0,
        "09:12",
        DemoDesk.ANNA,
        "Как добавить второго бухгалтера?",
        "Нужен доступ только к отчётам.");
    came(
        0,
        "11:31",
        JANE,
        "Wrong VAT rate in invoices to Kazakhstan",
        "Invoices since Monday show 20 % instead of 12 %.");
    came(
        0,
        "14:02",
        PAVEL,
        "После обновления пропали сохранённые отборы",
        "У всех пользователей сразу.");
    desk.receive("sales@elsewhere.example", "Offer", "Best prices.");
    at(thursday, LocalTime.of(14, 26));
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() ->
            !desk.program().query("SELECT 1 FROM deadline WHERE outcome = 'BREACHED'").isEmpty()
                && !desk.program().query("SELECT 1 FROM mail WHERE outcome = 'HELD'").isEmpty());
  }

  private void came(int daysBefore, String time, String from, String subject, String text) {
    at(thursday.minusDays(daysBefore), LocalTime.parse(time));
    desk.receive(from, subject, text);
    expected++;
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> desk.program().query("SELECT id FROM ticket").size() == expected);
  }

  private void at(LocalDate day, LocalTime time) {
    desk.program().clock().set(day.atTime(time).atZone(MOSCOW).toInstant());
  }

  private void take(ConsoleBrowser browser, Path to) {
    try (BrowserContext window =
        browser.window(how -> how.setViewportSize(1280, 650).setColorScheme(ColorScheme.LIGHT))) {
      Page page = ConsoleBrowser.signedIn(window, desk, "en");
      page.screenshot(new Page.ScreenshotOptions().setPath(to));
    }
  }
}
