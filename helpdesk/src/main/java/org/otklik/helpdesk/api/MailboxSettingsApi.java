package org.otklik.helpdesk.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.MailboxDesk;
import org.otklik.helpdesk.mailbox.MailboxForm;
import org.otklik.helpdesk.mailbox.MailboxForm.SignIn;
import org.otklik.helpdesk.mailbox.MailboxSecrets;
import org.otklik.helpdesk.mailbox.MailboxTrial;

/**
 * Mailboxes that administrators make: how they are read. Passwords and tokens go in and never come
 * out.
 */
@Controller("/api/v1/mailboxes")
@Secured("ADMINISTRATOR")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Mailboxes")
class MailboxSettingsApi {
  private final MailboxDesk desk;
  private final MailboxTrial trial;

  MailboxSettingsApi(MailboxDesk desk, MailboxTrial trial) {
    this.desk = desk;
    this.trial = trial;
  }

  /**
   * A mailbox to be read. Of what isn't given the usual counts; a change gives all but what lets
   * in.
   *
   * @param name of a new one
   * @param protocol {@code imap} or {@code pop3}
   * @param security {@code tls}, {@code starttls} or {@code plain}
   * @param signIn {@code PASSWORD}, {@code CLIENT_CREDENTIALS} or {@code REFRESH_TOKEN}
   * @param since only what came on this day or later
   * @param afterReading {@code leave}, {@code seen}, {@code delete} or {@code move:FOLDER}
   * @param trust {@code server}, {@code dkim}, an authserv-id, or an authserv-id and {@code dkim}
   */
  @Serdeable
  record WantedMailbox(
      @Nullable String name,
      @Nullable String address,
      @Nullable String clientId,
      @Nullable String protocol,
      @Nullable String host,
      @Nullable Integer port,
      @Nullable String security,
      @Nullable String user,
      @Nullable String signIn,
      @Nullable String password,
      @Nullable String oauthEndpoint,
      @Nullable String oauthClientId,
      @Nullable String oauthClientSecret,
      @Nullable String oauthRefreshToken,
      @Nullable String oauthScope,
      @Nullable String oauthSecretExpires,
      @Nullable String folder,
      @Nullable String since,
      @Nullable String afterReading,
      @Nullable String trust) {

    MailboxForm form() {
      SignIn by = Given.named(SignIn.class, signIn, "signIn");
      return new MailboxForm(
          Given.text(address).strip(),
          Ids.given(clientId, "clientId"),
          or(protocol, "imap").toLowerCase(Locale.ROOT),
          Given.text(host).strip(),
          port,
          or(security, "tls").toLowerCase(Locale.ROOT),
          Given.text(user),
          by == null ? SignIn.PASSWORD : by,
          Given.text(oauthEndpoint).strip(),
          Given.text(oauthClientId).strip(),
          Given.text(oauthScope).strip(),
          Given.text(oauthSecretExpires),
          or(folder, "INBOX"),
          Given.text(since),
          Given.text(afterReading),
          Given.text(trust).strip());
    }

    private static String or(@Nullable String given, String usual) {
      return given == null || given.isBlank() ? usual : given;
    }

    MailboxSecrets secrets() {
      return new MailboxSecrets(
          Given.text(password), Given.text(oauthClientSecret), Given.text(oauthRefreshToken));
    }

    @Override
    public String toString() {
      return "a mailbox"; // it holds secrets
    }
  }

  /** Has a new mailbox read; its settings count at once. */
  @Post
  @Operation(summary = "Add a mailbox")
  HttpResponse<MailboxViews.Saved> add(
      HttpRequest<?> request, @Body WantedMailbox wanted, Authentication authentication) {
    var saved =
        RefusedException.done(
            desk.add(
                Given.required(wanted.name(), "name"),
                wanted.form(),
                wanted.secrets(),
                CurrentOperator.of(authentication).actor()));
    return HttpResponse.created(MailboxViews.Saved.of(saved, Problems.words(request)))
        .header(HttpHeaders.ETAG, "\"" + saved.made().version() + "\"");
  }

  /** Tries settings before they are saved: logs in, looks into the folder, changes nothing. */
  @Post("/test")
  @Operation(summary = "Test settings of a mailbox before they are saved")
  MailboxViews.Test test(HttpRequest<?> request, @Body WantedMailbox wanted) {
    return MailboxViews.Test.of(
        RefusedException.done(
            desk.test(Given.text(wanted.name()), wanted.form(), wanted.secrets())),
        Problems.words(request));
  }

  /** How a mailbox is set: also those of the program's settings, which can't be changed here. */
  @Get("/{name}/settings")
  @Operation(summary = "Show how a mailbox is set")
  HttpResponse<MailboxViews.Settings> settings(String name) {
    return desk.find(name)
        .<HttpResponse<MailboxViews.Settings>>map(made ->
            Versions.tagged(
                MailboxViews.Settings.of(name, made.version(), made.form()), made.version()))
        .or(() ->
            trial
                .inSettings(name)
                .map(form -> HttpResponse.ok(MailboxViews.Settings.of(name, null, form))))
        .orElseThrow(() -> RefusedException.notFound("mailbox"));
  }

  /**
   * Sets a mailbox anew. Without a password or token those that are kept stay, unless another
   * server or user would get them.
   *
   * @param ifMatch the version that the asker saw; when the mailbox has another one by now, nothing
   *     is done
   */
  @Put("/{name}/settings")
  @Operation(summary = "Change how a mailbox is set")
  HttpResponse<MailboxViews.Saved> change(
      HttpRequest<?> request,
      String name,
      @Body WantedMailbox wanted,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    var saved =
        RefusedException.done(
            desk.change(
                name,
                wanted.form(),
                wanted.secrets(),
                Versions.seen(ifMatch),
                CurrentOperator.of(authentication).actor()));
    return Versions.tagged(
        MailboxViews.Saved.of(saved, Problems.words(request)), saved.made().version());
  }

  /** Ends reading a mailbox for good; what was read of it stays. */
  @Delete("/{name}")
  @Operation(summary = "Remove a mailbox: it is read no more, what was read stays")
  HttpResponse<?> remove(
      String name,
      @Header(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Authentication authentication) {
    RefusedException.done(
        desk.remove(name, Versions.seen(ifMatch), CurrentOperator.of(authentication).actor()));
    return HttpResponse.noContent();
  }

  /** What administrators did to a mailbox, the latest first. */
  @Get("/{name}/acts")
  @Operation(summary = "List what administrators did to a mailbox")
  List<MailboxViews.Act> acts(String name) {
    return desk.acts(name).stream().map(MailboxViews.Act::of).toList();
  }
}
