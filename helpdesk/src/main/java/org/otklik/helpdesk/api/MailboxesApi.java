package org.otklik.helpdesk.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.MailboxDesk;
import org.otklik.helpdesk.mailbox.HistoryImports;
import org.otklik.helpdesk.mailbox.HistoryImports.Wanted;
import org.otklik.helpdesk.mailbox.MailboxReport;
import org.otklik.helpdesk.mailbox.Mailroom;

/** The mailboxes that are read. */
@Controller("/api/v1/mailboxes")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Mailboxes")
class MailboxesApi {
  private final Mailroom mailroom;
  private final HistoryImports imports;
  private final MailboxDesk desk;

  MailboxesApi(Mailroom mailroom, HistoryImports imports, MailboxDesk desk) {
    this.mailroom = mailroom;
    this.imports = imports;
    this.desk = desk;
  }

  /** The mailboxes and how they are doing. */
  @Get
  @Operation(summary = "List mailboxes with their state")
  List<MailboxViews.Mailbox> list(HttpRequest<?> request) {
    return mailroom.report().stream()
        .map(report -> MailboxViews.Mailbox.of(report, Problems.words(request)))
        .toList();
  }

  /** How one is doing. */
  @Get("/{name}")
  @Operation(summary = "Show a mailbox's state")
  MailboxViews.Mailbox show(HttpRequest<?> request, String name) {
    return found(request, mailroom.report(name));
  }

  /** Tries a mailbox's settings, changing nothing. */
  @Post("/{name}/test")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Operation(summary = "Test a mailbox: log in, look into the folder, say in words what is wrong")
  MailboxViews.Test test(HttpRequest<?> request, String name) {
    return mailroom
        .test(name)
        .map(test -> MailboxViews.Test.of(test, Problems.words(request)))
        .orElseThrow(() -> RefusedException.notFound("mailbox"));
  }

  /** Ends reading a mailbox until it is resumed. */
  @Post("/{name}/pause")
  @Secured("ADMINISTRATOR")
  @Operation(summary = "Pause a mailbox")
  MailboxViews.Mailbox pause(HttpRequest<?> request, Authentication authentication, String name) {
    return MailboxViews.Mailbox.of(
        RefusedException.done(desk.pause(name, CurrentOperator.of(authentication).actor())),
        Problems.words(request));
  }

  /** Reads a mailbox again. */
  @Post("/{name}/resume")
  @Secured("ADMINISTRATOR")
  @Operation(summary = "Resume a paused mailbox")
  MailboxViews.Mailbox resume(HttpRequest<?> request, Authentication authentication, String name) {
    return MailboxViews.Mailbox.of(
        RefusedException.done(desk.resume(name, CurrentOperator.of(authentication).actor())),
        Problems.words(request));
  }

  /** What is to be imported. */
  @Serdeable
  record WantedImport(@Nullable String folder, @Nullable LocalDate since) {}

  /** Reads a folder once, as history: kept and shown; no tickets, no letters. */
  @Post("/{name}/imports")
  @Status(HttpStatus.ACCEPTED)
  @Secured("ADMINISTRATOR")
  @Operation(summary = "Import a folder's history from a day on: no tickets, no letters")
  MailboxViews.Import want(Authentication authentication, String name, @Body WantedImport wanted) {
    var since = wanted.since();
    if (since == null) {
      throw RefusedException.invalid("since", "refusal.missing");
    }
    var folder = wanted.folder() == null ? "" : wanted.folder();
    return switch (desk.want(name, folder, since, CurrentOperator.of(authentication).actor())) {
      case Wanted.Begun(var begun) -> MailboxViews.Import.of(begun, 0);
      case Wanted.NoMailbox() -> throw RefusedException.notFound("mailbox");
      case Wanted.Refused(String field, String key) -> throw RefusedException.invalid(field, key);
    };
  }

  /** The latest imports of a mailbox. */
  @Get("/{name}/imports")
  @Operation(summary = "List a mailbox's imports, the latest first")
  List<MailboxViews.Import> imports(String name) {
    return imports.of(name).stream()
        .map(progress -> MailboxViews.Import.of(progress.wanted(), progress.messages()))
        .toList();
  }

  private static MailboxViews.Mailbox found(
      HttpRequest<?> request, Optional<MailboxReport> report) {
    return report
        .map(found -> MailboxViews.Mailbox.of(found, Problems.words(request)))
        .orElseThrow(() -> RefusedException.notFound("mailbox"));
  }
}
