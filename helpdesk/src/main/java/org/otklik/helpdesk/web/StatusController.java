package org.otklik.helpdesk.web;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.MailboxDesk;
import org.otklik.helpdesk.desk.Outcome;
import org.otklik.helpdesk.hotline.PbxReport;
import org.otklik.helpdesk.hotline.PbxTest;
import org.otklik.helpdesk.hotline.Switchroom;
import org.otklik.helpdesk.mailbox.HistoryImports;
import org.otklik.helpdesk.mailbox.HistoryImports.Wanted;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.mailbox.MailboxReport;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.web.pages.JtestatusGenerated;
import org.otklik.helpdesk.words.Words;

/** How the program itself is doing: its mailboxes, its PBXs, and mail that is to go out. */
@Controller("/status")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class StatusController {
  private static final int TROUBLED_SHOWN = 20;

  private final Mailroom mailroom;
  private final Switchroom switchroom;
  private final HistoryImports imports;
  private final MailboxDesk desk;
  private final MailSettings settings;
  private final Outbox outbox;
  private final Chromes chromes;

  StatusController(
      Mailroom mailroom,
      Switchroom switchroom,
      HistoryImports imports,
      MailboxDesk desk,
      MailSettings settings,
      Outbox outbox,
      Chromes chromes) {
    this.mailroom = mailroom;
    this.switchroom = switchroom;
    this.imports = imports;
    this.desk = desk;
    this.settings = settings;
    this.outbox = outbox;
    this.chromes = chromes;
  }

  /**
   * What the page shows.
   *
   * @param imports the latest imports of each mailbox, by its name
   * @param tried the PBX that was tried, by name, and what that has shown
   * @param waiting how many letters are to be sent
   * @param failed how many could not be sent and won't be tried again
   * @param troubled the latest of those that failed at least once
   */
  public record StatusPage(
      Chrome chrome,
      List<MailboxReport> mailboxes,
      Map<String, List<HistoryImports.Progress>> imports,
      Optional<Said> said,
      List<PbxReport> pbxes,
      Optional<Tried> tried,
      long waiting,
      long failed,
      List<OutgoingLetter> troubled) {
    public List<HistoryImports.Progress> importsOf(MailboxReport mailbox) {
      return imports.getOrDefault(mailbox.name(), List.of());
    }

    /** What is said of a mailbox now. */
    public Optional<Said> saidOf(MailboxReport mailbox) {
      return said.filter(s -> s.mailbox().equals(mailbox.name()));
    }

    /** What a try of a PBX has shown now. */
    public List<PbxTest.Found> foundAt(PbxReport pbx) {
      return tried
          .filter(one -> one.pbx().equals(pbx.name()))
          .map(one -> one.test().found())
          .orElse(List.of());
    }
  }

  /** What came of an act on a mailbox, in words. */
  public record Said(String mailbox, boolean well, String words) {}

  /** A PBX that was tried. */
  public record Tried(String pbx, PbxTest test) {}

  @Get
  HttpResponse<String> page(HttpRequest<?> request, Authentication authentication) {
    return show(HttpStatus.OK, request, authentication, Optional.empty(), Optional.empty());
  }

  /** Tries a mailbox's settings. */
  @Post("/mailboxes/{name}/test")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> test(HttpRequest<?> request, Authentication authentication, String name) {
    var words = Words.in(CurrentOperator.of(authentication).language());
    return mailroom
        .test(name)
        .map(test -> new Said(name, test.works(), test.say(words)))
        .map(said ->
            show(HttpStatus.OK, request, authentication, Optional.of(said), Optional.empty()))
        .orElseGet(HttpResponse::notFound);
  }

  /** Tries what the hotline needs of a PBX. */
  @Post("/pbxes/{name}/test")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> testPbx(HttpRequest<?> request, Authentication authentication, String name) {
    return switchroom
        .test(name)
        .map(test -> Optional.of(new Tried(name, test)))
        .map(tried -> show(HttpStatus.OK, request, authentication, Optional.empty(), tried))
        .orElseGet(HttpResponse::notFound);
  }

  @Post("/mailboxes/{name}/pause")
  @Secured("ADMINISTRATOR")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> pause(Authentication authentication, String name) {
    return back(desk.pause(name, CurrentOperator.of(authentication).actor()));
  }

  @Post("/mailboxes/{name}/resume")
  @Secured("ADMINISTRATOR")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> resume(Authentication authentication, String name) {
    return back(desk.resume(name, CurrentOperator.of(authentication).actor()));
  }

  private static HttpResponse<String> back(Outcome<MailboxReport> outcome) {
    return outcome instanceof Outcome.Done ? Pages.goTo("/status") : HttpResponse.notFound();
  }

  /** Reads a folder once, as history. */
  @Post("/mailboxes/{name}/imports")
  @Secured("ADMINISTRATOR")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> want(
      HttpRequest<?> request,
      Authentication authentication,
      String name,
      @Body Map<String, Object> body) {
    var form = Form.of(body, settings.zone());
    var since = form.neededDay("since");
    var operator = CurrentOperator.of(authentication);
    var wanted =
        form.problem()
            .<Wanted>map(problem -> new Wanted.Refused(problem.field(), problem.key()))
            .orElseGet(() -> desk.want(name, form.text("folder").strip(), since, operator.actor()));
    return switch (wanted) {
      case Wanted.Begun _ -> Pages.goTo("/status");
      case Wanted.NoMailbox() -> HttpResponse.notFound();
      case Wanted.Refused(_, String key) -> {
        var said = new Said(name, false, Words.in(operator.language()).say(key));
        yield show(
            HttpStatus.UNPROCESSABLE_ENTITY,
            request,
            authentication,
            Optional.of(said),
            Optional.empty());
      }
    };
  }

  private HttpResponse<String> show(
      HttpStatus status,
      HttpRequest<?> request,
      Authentication authentication,
      Optional<Said> said,
      Optional<Tried> tried) {
    var mailboxes = mailroom.report();
    var page =
        new StatusPage(
            chromes
                .of(request, CurrentOperator.of(authentication), "status", "console.status.title")
                .at("/status"),
            mailboxes,
            mailboxes.stream()
                .collect(Collectors.toMap(MailboxReport::name, box -> imports.of(box.name()))),
            said,
            switchroom.report(),
            tried,
            outbox.count(OutgoingLetter.State.WAITING.name()),
            outbox.count(OutgoingLetter.State.FAILED.name()),
            outbox.troubled(TROUBLED_SHOWN));
    return Pages.page(status, out -> JtestatusGenerated.render(out, null, page));
  }

  /** The queries. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Outbox extends GenericRepository<OutgoingLetter, Long> {
    @Query("SELECT COUNT(*) FROM outbox WHERE state = :state")
    long count(String state);

    @Query(
        """
        SELECT * FROM outbox WHERE state IN ('WAITING', 'FAILED') AND problem IS NOT NULL
        ORDER BY id DESC LIMIT :limit
        """)
    List<OutgoingLetter> troubled(int limit);
  }
}
