package org.otklik.intake.message;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/** How mail programs mark quotations in HTML. */
final class QuoteMarks {
  private static final Set<String> CLASSES =
      Set.of(
          "gmail_quote",
          "gmail_quote_container",
          "gmail_attr",
          "yahoo_quoted",
          "moz-cite-prefix",
          "protonmail_quote",
          "tutanota_quote",
          "zmail_extra",
          "ydp_quoted",
          "quotetext",
          "outlookmessageheader");

  private static final Set<String> IDS =
      Set.of(
          "divrplyfwdmsg",
          "appendonsend",
          "olk_src_body_section",
          "reply-intro",
          "mail-editor-reference-message-container",
          "zwchr",
          "isforwardcontent");

  private QuoteMarks() {}

  /** From here on, says the program that made this, it is quotation. */
  static boolean isContainer(Element element) {
    if (element.attributesSize() == 0) {
      return false;
    }
    return hasClass(element) || hasId(element) || isOutlookRule(element);
  }

  private static boolean hasClass(Element element) {
    if (element.hasAttr("class")) {
      for (String name : element.classNames()) {
        if (CLASSES.contains(name.toLowerCase(Locale.ROOT))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasId(Element element) {
    String id = element.id().toLowerCase(Locale.ROOT);
    return IDS.contains(id.startsWith("x_") ? id.substring(2) : id);
  }

  /** Outlook draws a thin line above the header block of what it quotes. */
  private static boolean isOutlookRule(Element element) {
    String style = element.attr("style");
    return element.normalName().equals("div")
        && style.length() < 300
        && style.contains("border-top:solid #")
        && style.contains("border:none");
  }

  /** A blockquote that quotes; others only indent. */
  static boolean isQuotation(Element blockquote) {
    String style = blockquote.attr("style").replace(" ", "").toLowerCase(Locale.ROOT);
    return !style.contains("border:none")
        || blockquote.attr("type").equals("cite")
        || blockquote.hasClass("gmail_quote");
  }
}
