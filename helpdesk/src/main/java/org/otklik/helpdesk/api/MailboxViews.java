package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.mail.MailboxImport;
import org.otklik.helpdesk.mail.MailboxReport;
import org.otklik.helpdesk.mail.MailboxTest;
import org.otklik.helpdesk.words.Words;

/** Mailboxes as programs see them. */
final class MailboxViews {
  private MailboxViews() {}

  /**
   * How a mailbox is doing.
   *
   * @param silent not read to its end for too long
   * @param elsewhere the program that reads it, where that isn't the one that answers
   * @param problem what is wrong, in the reader's words
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Mailbox(
      String name,
      String address,
      String protocol,
      String folder,
      @Nullable String clientId,
      boolean trustsItsServer,
      String phase,
      boolean paused,
      @Nullable String pausedBy,
      boolean silent,
      @Nullable String elsewhere,
      boolean idle,
      long backlog,
      @Nullable Instant lastSuccess,
      @Nullable String problem,
      @Nullable Instant nextTry) {
    static Mailbox of(MailboxReport report, Words words) {
      return new Mailbox(
          report.name(),
          report.address(),
          report.protocol(),
          report.folder(),
          Ids.written(report.client().orElse(null)),
          report.trustsItsServer(),
          report.phase(),
          report.paused(),
          report.pausedBy().orElse(null),
          report.silent(),
          report.elsewhere().orElse(null),
          report.idle(),
          report.backlog(),
          report.lastSuccess().orElse(null),
          report.problem(words).orElse(null),
          report.nextTry().orElse(null));
    }
  }

  /**
   * What a try has shown.
   *
   * @param problem a name that stays, for programs
   * @param words for people
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Test(boolean works, @Nullable String problem, String words) {
    static Test of(MailboxTest test, Words words) {
      return new Test(test.works(), test.kind().orElse(null), test.say(words));
    }
  }

  /** An import of history. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Import(
      String id,
      String folder,
      LocalDate since,
      Instant requestedAt,
      String requestedBy,
      @Nullable Instant finishedAt,
      long messages) {
    static Import of(MailboxImport wanted, long messages) {
      return new Import(
          Long.toString(wanted.mailboxId()),
          wanted.folder(),
          wanted.since(),
          wanted.requestedAt(),
          wanted.requestedBy(),
          wanted.finishedAt(),
          messages);
    }
  }
}
