package org.otklik.helpdesk.web;

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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Access;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.access.SessionCookie;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.web.pages.JtesignInGenerated;

/** Signing in and out, and choosing a language. */
@Controller
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
public class SignInController {
  private final Access access;
  private final SessionCookie cookie;
  private final Chromes chromes;

  SignInController(Access access, SessionCookie cookie, Chromes chromes) {
    this.access = access;
    this.cookie = cookie;
    this.chromes = chromes;
  }

  /**
   * What the page shows.
   *
   * @param next where to go on to
   * @param login as typed before
   */
  public record SignInPage(Chrome chrome, String next, String login, boolean failed) {}

  /** What its form sends. */
  @Serdeable
  record Credentials(@Nullable String login, @Nullable String password, @Nullable String next) {}

  @Get("/sign-in")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<String> page(
      HttpRequest<?> request,
      @Nullable @QueryValue String next,
      @Nullable Authentication authentication) {
    return authentication == null
        ? show(HttpStatus.OK, request, LocalPath.of(next), "", false)
        : Pages.goTo(LocalPath.of(next).path());
  }

  /** The same words whatever was wrong: nothing tells which logins exist. */
  @Post("/sign-in")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<String> signIn(HttpRequest<?> request, @Body Credentials given) {
    LocalPath next = LocalPath.of(given.next());
    String login = given.login() == null ? "" : given.login();
    String password = given.password() == null ? "" : given.password();
    SessionCookie.of(request).ifPresent(access::signOut);
    return access
        .signIn(login, password)
        .map(opened -> {
          HttpResponse<String> done = Pages.goTo(next.path()).cookie(cookie.open(request, opened));
          return done;
        })
        .orElseGet(() -> show(HttpStatus.UNAUTHORIZED, request, next, login, true));
  }

  @Post("/sign-out")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Secured(SecurityRule.IS_AUTHENTICATED)
  HttpResponse<String> signOut(HttpRequest<?> request) {
    SessionCookie.of(request).ifPresent(access::signOut);
    return Pages.goTo("/sign-in").cookie(cookie.close(request));
  }

  /** What the language switch sends. */
  @Serdeable
  record Choice(@Nullable String language, @Nullable String next) {}

  @Post("/language")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Secured(SecurityRule.IS_AUTHENTICATED)
  HttpResponse<String> language(Authentication authentication, @Body Choice choice) {
    if (choice.language() != null) {
      access.speak(CurrentOperator.of(authentication).id(), Language.of(choice.language()));
    }
    return Pages.goTo(LocalPath.of(choice.next()).path());
  }

  private HttpResponse<String> show(
      HttpStatus status, HttpRequest<?> request, LocalPath next, String login, boolean failed) {
    var page =
        new SignInPage(chromes.plain(request, "console.sign-in.title"), next.path(), login, failed);
    return Pages.page(status, out -> JtesignInGenerated.render(out, null, page));
  }
}
