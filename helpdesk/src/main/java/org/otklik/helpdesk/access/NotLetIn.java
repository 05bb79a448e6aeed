package org.otklik.helpdesk.access;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Sends somebody unknown to the sign-in page; programs are told 401, and 403 what isn't theirs. */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class NotLetIn implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
  private final ErrorResponseProcessor<?> errors;

  NotLetIn(ErrorResponseProcessor<?> errors) {
    this.errors = errors;
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException exception) {
    return answer(request, exception.isForbidden());
  }

  private MutableHttpResponse<?> answer(HttpRequest<?> request, boolean forbidden) {
    if (forbidden) {
      return error(request, HttpStatus.FORBIDDEN, "You are not allowed to do this.");
    }
    if (request.getHeaders().contains("HX-Request")) {
      return error(request, HttpStatus.UNAUTHORIZED, "Sign in again.")
          .header(
              "HX-Redirect",
              signIn(
                  request
                      .getHeaders()
                      .get("HX-Current-URL", String.class)
                      .map(NotLetIn::path)
                      .orElse("/")));
    }
    if (isPage(request)) {
      return HttpResponse.seeOther(URI.create(signIn(request.getUri().toString())));
    }
    return error(request, HttpStatus.UNAUTHORIZED, "A session or a bearer token is needed.")
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Otklik\"");
  }

  private static boolean isPage(HttpRequest<?> request) {
    return !OpenPaths.isApi(request.getPath())
        && request.getMethod() == HttpMethod.GET
        && request.accept().stream().anyMatch(type -> type.equals(MediaType.TEXT_HTML_TYPE));
  }

  private static String signIn(String next) {
    return next.equals("/")
        ? OpenPaths.SIGN_IN
        : OpenPaths.SIGN_IN + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
  }

  /** Path and query of the page that an htmx request was sent from. */
  private static String path(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  private MutableHttpResponse<?> error(HttpRequest<?> request, HttpStatus status, String words) {
    return errors.processResponse(
        ErrorContext.builder(request).errorMessage(words).build(), HttpResponse.status(status));
  }
}
