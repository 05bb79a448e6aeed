package org.otklik.helpdesk.api;

import io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.data.exceptions.OptimisticLockException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.desk.RefusalWords;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.plan.PlanException;
import org.otklik.helpdesk.ticket.ActKind;
import org.otklik.helpdesk.ticket.Refusal;
import org.otklik.helpdesk.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers refusals and errors as problem details, in the reader's language. */
final class Problems {
  private Problems() {}

  /** The operator's language, else what the request asks for. */
  static Words words(HttpRequest<?> request) {
    return Words.in(
        request
            .getUserPrincipal(Authentication.class)
            .flatMap(a -> Optional.ofNullable(a.getAttributes().get("language")))
            .map(Object::toString)
            .or(() -> request.getLocale().map(Locale::toLanguageTag))
            .map(Language::of)
            .orElse(Language.EN));
  }

  /** What the rules of the help desk refuse. */
  @Singleton
  @Produces(Problem.MEDIA_TYPE)
  static final class Refusals implements ExceptionHandler<RefusedException, HttpResponse<Problem>> {
    private final InWords inWords;

    Refusals(InWords inWords) {
      this.inWords = inWords;
    }

    @SuppressWarnings("rawtypes") // as the interface has it
    @Override
    public HttpResponse<Problem> handle(HttpRequest request, RefusedException refused) {
      HttpRequest<?> typed = request;
      Words words = words(typed);
      Refusal refusal = refused.refusal();
      HttpStatus status =
          switch (refusal.kind()) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
            case CHANGED_MEANWHILE -> HttpStatus.PRECONDITION_FAILED;
            case NOT_ALLOWED -> HttpStatus.CONFLICT;
          };
      String kind = refusal.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return HttpResponse.<Problem>status(status)
          .contentType(Problem.MEDIA_TYPE)
          .body(
              Problem.of(
                      kind,
                      words.say("problem." + kind),
                      status.getCode(),
                      inWords.say(refusal, words),
                      refusal.field().isEmpty() ? null : refusal.field(),
                      rule(refusal.key()))
                  .allowing(allowed(refusal, typed)));
    }

    private static List<ActKind> allowed(Refusal refusal, HttpRequest<?> request) {
      return request
          .getUserPrincipal(Authentication.class)
          .map(by -> Acts.allowed(refusal.allowed(), CurrentOperator.of(by)))
          .orElse(List.of());
    }
  }

  /** A rule's name for programs, by the key of its words. */
  static String rule(String key) {
    return key.replace("refusal.", "");
  }

  /** Says refusals; instants in the provider's zone. */
  @Singleton
  static final class InWords {
    private final MailSettings settings;

    InWords(MailSettings settings) {
      this.settings = settings;
    }

    String say(Refusal refusal, Words words) {
      return RefusalWords.of(refusal, words, settings.zone());
    }
  }

  /** A plan that contradicts itself: everything that is wrong with it. */
  @Singleton
  @Produces(Problem.MEDIA_TYPE)
  static final class Contradictions
      implements ExceptionHandler<PlanException, HttpResponse<Problem>> {
    @SuppressWarnings("rawtypes") // as the interface has it
    @Override
    public HttpResponse<Problem> handle(HttpRequest request, PlanException contradictory) {
      HttpRequest<?> typed = request;
      Words words = words(typed);
      HttpStatus status = HttpStatus.UNPROCESSABLE_ENTITY;
      return HttpResponse.<Problem>status(status)
          .contentType(Problem.MEDIA_TYPE)
          .body(
              Problem.of(
                      "contradictory-plan",
                      words.say("problem.contradictory-plan"),
                      status.getCode(),
                      null,
                      null,
                      null)
                  .with(
                      contradictory.problems().stream()
                          .map(p ->
                              new Problem.Fault(p.field(), p.key(), words.say(p.key(), p.value())))
                          .toList()));
    }
  }

  /** The database is away: not the asker's fault, and it passes. */
  @Singleton
  static final class DatabaseAway
      implements ExceptionHandler<CannotGetJdbcConnectionException, HttpResponse<Problem>> {
    @SuppressWarnings("rawtypes") // as the interface has it
    @Override
    public HttpResponse<Problem> handle(
        HttpRequest request, CannotGetJdbcConnectionException away) {
      HttpRequest<?> typed = request;
      return HttpResponse.<Problem>status(HttpStatus.SERVICE_UNAVAILABLE)
          .contentType(Problem.MEDIA_TYPE)
          .header("Retry-After", "10")
          .body(
              Problem.of(
                  "database-away",
                  words(typed).say("problem.database-away"),
                  HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                  null,
                  null,
                  null));
    }
  }

  /**
   * Two saved one thing, or the first of something by one name, at once: one did, the other is told
   * so. Any other trouble with the database is ours, and for the log.
   */
  @Singleton
  static final class SavedMeanwhile
      implements ExceptionHandler<DataAccessException, HttpResponse<Problem>> {
    private static final Logger LOG = LoggerFactory.getLogger(SavedMeanwhile.class);

    /** MariaDB's ER_DUP_ENTRY. */
    private static final int DUPLICATE_KEY = 1062;

    @SuppressWarnings("rawtypes") // as the interface has it
    @Override
    public HttpResponse<Problem> handle(HttpRequest request, DataAccessException trouble) {
      HttpRequest<?> typed = request;
      boolean overtaken = isOvertaken(trouble);
      if (!overtaken) {
        LOG.error("{} {} failed", typed.getMethod(), typed.getPath(), trouble);
      }
      String kind = overtaken ? "changed-meanwhile" : "http-500";
      HttpStatus status =
          overtaken ? HttpStatus.PRECONDITION_FAILED : HttpStatus.INTERNAL_SERVER_ERROR;
      return HttpResponse.<Problem>status(status)
          .contentType(Problem.MEDIA_TYPE)
          .body(
              Problem.of(
                  kind, words(typed).say("problem." + kind), status.getCode(), null, null, null));
    }

    private static boolean isOvertaken(Throwable trouble) {
      return Stream.iterate(trouble, Objects::nonNull, Throwable::getCause)
          .anyMatch(e ->
              e instanceof OptimisticLockException
                  || (e instanceof SQLException sql && sql.getErrorCode() == DUPLICATE_KEY));
    }
  }

  /** Whatever the framework refuses: no such route, a malformed body, nobody signed in. */
  @Singleton
  static final class Bodies implements JsonErrorResponseBodyProvider<Problem> {
    @Override
    public Problem body(ErrorContext context, HttpResponse<?> response) {
      int status = response.code();
      Words words = words(context.getRequest());
      String kind = "http-" + status;
      return Problem.of(
          kind,
          words.has("problem." + kind) ? words.say("problem." + kind) : response.reason(),
          status,
          // What went wrong inside is for the log, not for whoever asked.
          status >= 500
              ? null
              : context.getErrors().stream().findFirst().map(e -> e.getMessage()).orElse(null),
          context.getErrors().stream().findFirst().flatMap(e -> e.getPath()).orElse(null),
          null);
    }

    @Override
    public String contentType() {
      return Problem.MEDIA_TYPE;
    }
  }
}
