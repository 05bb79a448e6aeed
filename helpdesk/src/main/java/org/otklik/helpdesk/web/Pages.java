package org.otklik.helpdesk.web;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.net.URI;
import java.util.function.Consumer;

/** Answers with pages. Templates escape what they are given for where it stands. */
final class Pages {
  private static final MediaType HTML = MediaType.of("text/html;charset=utf-8");
  private static final int USUAL_CHARS = 16_384;

  private Pages() {}

  static String html(Consumer<HtmlTemplateOutput> template) {
    var text = new StringOutput(USUAL_CHARS);
    template.accept(new OwaspHtmlTemplateOutput(text));
    return text.toString();
  }

  static MutableHttpResponse<String> page(
      HttpStatus status, Consumer<HtmlTemplateOutput> template) {
    // The same address answers differently to htmx, which asks for parts of a page.
    return HttpResponse.<String>status(status)
        .contentType(HTML)
        .header(HttpHeaders.VARY, "HX-Request")
        .body(html(template));
  }

  static MutableHttpResponse<String> page(Consumer<HtmlTemplateOutput> template) {
    return page(HttpStatus.OK, template);
  }

  static MutableHttpResponse<String> goTo(String path) {
    return HttpResponse.seeOther(URI.create(path));
  }
}
