package org.otklik.helpdesk.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.HtmlErrorResponseBodyProvider;
import jakarta.inject.Singleton;
import org.otklik.helpdesk.web.pages.JteerrorGenerated;
import org.otklik.helpdesk.words.Words;

/** Says in words what went wrong, to people; nothing of what is inside. */
@Singleton
public final class ErrorPages implements HtmlErrorResponseBodyProvider {
  /** What the page shows. */
  public record ErrorPage(Words words, int status, String title, String text) {}

  @Override
  public String body(ErrorContext context, HttpResponse<?> response) {
    Words words = Words.in(Chromes.language(context.getRequest()));
    int status = response.code();
    String key =
        words.has("console.error." + status) ? "console.error." + status : fallback(status);
    var page = new ErrorPage(words, status, words.say(key), words.say(key + ".text"));
    return Pages.html(out -> JteerrorGenerated.render(out, null, page));
  }

  private static String fallback(int status) {
    return status >= 500 ? "console.error.500" : "console.error.400";
  }
}
