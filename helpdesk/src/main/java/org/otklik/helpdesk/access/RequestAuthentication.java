package org.otklik.helpdesk.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Who sends a request: by bearer token (RFC 6750, section 2.1), else by the session's cookie. A
 * request with a wrong token is nobody's, whatever cookie it carries besides.
 */
@Singleton
final class RequestAuthentication implements AuthenticationFetcher<HttpRequest<?>> {
  private static final String BEARER = "Bearer ";

  private final Access access;
  private final Scheduler blocking;

  RequestAuthentication(Access access, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
    this.access = access;
    this.blocking = Schedulers.fromExecutorService(executor);
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    Optional<String> authorization = request.getHeaders().findFirst(HttpHeaders.AUTHORIZATION);
    Optional<String> session = SessionCookie.of(request);
    if (OpenPaths.isFile(request.getPath()) || (authorization.isEmpty() && session.isEmpty())) {
      return Mono.empty();
    }
    return Mono.fromCallable(() -> visitor(authorization, session))
        .subscribeOn(blocking)
        .flatMap(Mono::justOrEmpty)
        .map(CurrentOperator::authentication);
  }

  private Optional<Access.Visitor> visitor(
      Optional<String> authorization, Optional<String> session) {
    return authorization.isPresent()
        ? authorization.flatMap(RequestAuthentication::token).flatMap(access::byToken)
        : session.flatMap(access::bySession);
  }

  private static Optional<String> token(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(authorization.substring(BEARER.length()).strip())
        : Optional.empty();
  }
}
