package org.otklik.helpdesk.letter;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** HTML of our own letters: made of text, or what a template gave and is harmless. Thread-safe. */
public final class MailHtml {
  private static final PolicyFactory HARMLESS =
      new HtmlPolicyBuilder()
          .allowCommonInlineFormattingElements()
          .allowCommonBlockElements()
          .allowElements("a", "hr", "table", "thead", "tbody", "tr", "td", "th", "pre")
          .allowUrlProtocols("https", "http", "mailto", "tel")
          .allowAttributes("href")
          .onElements("a")
          .allowAttributes("colspan", "rowspan", "width", "align", "valign")
          .onElements("td", "th", "table")
          .allowStyling()
          .toFactory();

  private MailHtml() {}

  /** Nothing that runs, nothing that is fetched. */
  static String cleaned(String html) {
    return page(HARMLESS.sanitize(html));
  }

  /** Plain text as a page: its paragraphs and its line ends. */
  public static String ofText(String text) {
    return page(
        Arrays.stream(text.replace("\r\n", "\n").strip().split("\n{2,}", -1))
            .map(paragraph -> "<p>" + escaped(paragraph).replace("\n", "<br>\n") + "</p>")
            .collect(Collectors.joining("\n")));
  }

  private static String page(String body) {
    return """
    <!DOCTYPE html>
    <html><head><meta charset="utf-8"></head>
    <body style="font-family: sans-serif; line-height: 1.45">
    %s
    </body></html>
    """
        .formatted(body);
  }

  private static String escaped(String text) {
    var out = new StringBuilder(text.length() + 32);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
