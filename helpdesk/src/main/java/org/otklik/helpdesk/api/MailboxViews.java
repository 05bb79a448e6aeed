package org.otklik.helpdesk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.desk.MailboxDesk;
import org.otklik.helpdesk.mailbox.MadeMailboxes.Made;
import org.otklik.helpdesk.mailbox.MailboxAct;
import org.otklik.helpdesk.mailbox.MailboxForm;
import org.otklik.helpdesk.mailbox.MailboxImport;
import org.otklik.helpdesk.mailbox.MailboxReport;
import org.otklik.helpdesk.mailbox.MailboxTest;
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
   * A mailbox as it is set; what lets in is never shown.
   *
   * @param editable whether it was made here; others stand in the settings of the program
   * @param version counts its changes; null where it isn't editable
   * @param port null: the usual one
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Settings(
      String name,
      boolean editable,
      @Nullable Long version,
      String address,
      @Nullable String clientId,
      String protocol,
      String host,
      @Nullable Integer port,
      String security,
      String user,
      String signIn,
      String oauthEndpoint,
      String oauthClientId,
      String oauthScope,
      String oauthSecretExpires,
      String folder,
      String since,
      String afterReading,
      String trust) {
    static Settings of(String name, @Nullable Long version, MailboxForm form) {
      return new Settings(
          name,
          version != null,
          version,
          form.address(),
          Ids.written(form.client()),
          form.protocol(),
          form.host(),
          form.port(),
          form.security(),
          form.user(),
          form.signIn().name(),
          form.oauthEndpoint(),
          form.oauthClientId(),
          form.oauthScope(),
          form.oauthSecretExpires(),
          form.folder(),
          form.since(),
          form.afterReading(),
          form.trust());
    }
  }

  /**
   * A mailbox that was saved.
   *
   * @param readAnew whether all of it is read from its beginning: it is another server's, user's or
   *     folder's now
   * @param words what that means, for people; null when nothing is read anew
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Saved(Settings settings, boolean readAnew, @Nullable String words) {
    static Saved of(MailboxDesk.Saved saved, Words words) {
      Made made = saved.made();
      return new Saved(
          Settings.of(made.name(), made.version(), made.form()),
          saved.anew(),
          saved.anew() ? words.say("mailbox.saved.anew") : null);
    }
  }

  /** What an administrator did to a mailbox. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Act(String act, String said, Views.Reference by, Instant at) {
    static Act of(MailboxAct act) {
      return new Act(
          act.kind().name(),
          act.said(),
          new Views.Reference(Long.toString(act.operatorId()), act.operatorName()),
          act.at());
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
