package org.otklik.intake.message;

import java.util.regex.Pattern;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Mail HTML that may be shown within our pages: no script, no form, no address but http, https,
 * mailto and tel, and no picture but the mail's own ({@code cid:}), so that showing a mail never
 * fetches anything and tells nobody that it was read. Thread-safe.
 */
final class SafeHtml {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}%?");
  private static final Pattern COLOR = Pattern.compile("#?[0-9a-zA-Z]{1,20}");
  private static final Pattern WORD = Pattern.compile("[a-zA-Z]{1,20}");
  private static final Pattern LINK = Pattern.compile("(?i)(https?|mailto|tel):.*", Pattern.DOTALL);
  private static final Pattern OWN_PICTURE = Pattern.compile("(?i)cid:.*");

  private static final PolicyFactory POLICY =
      new HtmlPolicyBuilder()
          .allowCommonInlineFormattingElements()
          .allowCommonBlockElements()
          .allowElements(
              "a",
              "pre",
              "hr",
              "table",
              "thead",
              "tbody",
              "tfoot",
              "tr",
              "td",
              "th",
              "caption",
              "colgroup",
              "col",
              "font",
              "center",
              "img",
              "dl",
              "dt",
              "dd",
              "address")
          .allowUrlProtocols("http", "https", "mailto", "tel", "cid")
          .allowAttributes("href")
          .matching(LINK)
          .onElements("a")
          .allowAttributes("src")
          .matching(OWN_PICTURE)
          .onElements("img")
          .allowAttributes("alt", "title")
          .globally()
          .allowAttributes("width", "height", "border", "cellpadding", "cellspacing")
          .matching(NUMBER)
          .onElements("img", "table", "td", "th", "tr", "col", "colgroup", "hr")
          .allowAttributes("colspan", "rowspan", "span", "start", "size")
          .matching(NUMBER)
          .onElements("td", "th", "col", "colgroup", "ol", "font", "hr")
          .allowAttributes("align", "valign", "dir")
          .matching(WORD)
          .globally()
          .allowAttributes("color", "bgcolor")
          .matching(COLOR)
          .onElements("font", "table", "tr", "td", "th")
          .allowAttributes("face")
          .matching(Pattern.compile("[\\w ,'-]{1,100}"))
          .onElements("font")
          .allowStyling()
          .requireRelsOnLinks("noreferrer") // which implies noopener
          .toFactory();

  private SafeHtml() {}

  static String clean(String html) {
    return POLICY.sanitize(html);
  }

  /** Plain text as HTML, its lines kept. */
  static String ofText(String text) {
    StringBuilder out = new StringBuilder(text.length() + 32).append("<pre>");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        default -> out.append(c);
      }
    }
    return out.append("</pre>").toString();
  }
}
