package org.otklik.helpdesk.web;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.mail.Mailroom;
import org.otklik.helpdesk.mail.Mailroom.MailboxReport;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.web.pages.JtestatusGenerated;

/** How the program itself is doing: its mailboxes, and mail that is to go out. */
@Controller("/status")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
public class StatusController {
  private static final int TROUBLED_SHOWN = 20;

  private final Mailroom mailroom;
  private final Outbox outbox;
  private final Chromes chromes;

  StatusController(Mailroom mailroom, Outbox outbox, Chromes chromes) {
    this.mailroom = mailroom;
    this.outbox = outbox;
    this.chromes = chromes;
  }

  /**
   * What the page shows.
   *
   * @param waiting how many letters are to be sent
   * @param failed how many could not be sent and won't be tried again
   * @param troubled the latest of those that failed at least once
   */
  public record StatusPage(
      Chrome chrome,
      List<MailboxReport> mailboxes,
      long waiting,
      long failed,
      List<OutgoingLetter> troubled) {}

  @Get
  HttpResponse<String> page(HttpRequest<?> request, Authentication authentication) {
    var page =
        new StatusPage(
            chromes.of(
                request, CurrentOperator.of(authentication), "status", "console.status.title"),
            mailroom.report(),
            outbox.count(OutgoingLetter.State.WAITING.name()),
            outbox.count(OutgoingLetter.State.FAILED.name()),
            outbox.troubled(TROUBLED_SHOWN));
    return Pages.page(out -> JtestatusGenerated.render(out, null, page));
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
