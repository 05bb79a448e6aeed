package org.otklik.intake.message;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * HTML to plain text as a mail program shows it: blocks on their own lines, quotations behind
 * {@code >}, links with their address. Thread-safe.
 */
final class HtmlText {
  private static final Pattern CHARSET =
      Pattern.compile("(?i)<meta[^>]{0,200}?charset\\s{0,5}=\\s{0,5}[\"']?([\\w.:-]{1,40})");

  /** jsoup looks up the stack for each tag; what is deeper is flattened. */
  private static final int DEEPEST = 200;

  private static final int PROLOG = 2_048;

  private HtmlText() {}

  /**
   * Text with the place where the sender's program says that the quotation begins.
   *
   * @param quoteAt index into the text, -1 when it doesn't say
   */
  record Converted(String text, int quoteAt) {}

  /** The charset of a meta element, for a part whose header names none. */
  static Optional<String> declaredCharset(byte[] html) {
    String start = new String(html, 0, Math.min(html.length, PROLOG), StandardCharsets.ISO_8859_1);
    Matcher found = CHARSET.matcher(start);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  static Converted convert(String html) {
    Writer writer = new Writer();
    Jsoup.parse(html, Parser.htmlParser().setMaxDepth(DEEPEST)).traverse(writer);
    return writer.converted();
  }

  /** Writes while the tree is walked; the walk is a loop, so depth costs no stack. */
  private static final class Writer implements NodeVisitor {
    private final StringBuilder out = new StringBuilder();
    private int newlines = 2; // line ends just written; the start counts as a blank line
    private int wanted;
    private boolean space;
    private int quoteDepth;
    private int pre;
    private int skipped;
    private int quoteAt = -1;
    private boolean quoteComes;

    Converted converted() {
      return new Converted(out.toString(), quoteAt);
    }

    @Override
    public void head(Node node, int depth) {
      if (node instanceof Element element) {
        open(element);
      } else if (skipped == 0 && node instanceof TextNode text) {
        if (pre > 0) {
          preformatted(text.getWholeText());
        } else {
          flowing(text.getWholeText());
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        close(element);
      }
    }

    private void open(Element element) {
      String name = element.normalName();
      if (isSkipped(name)) {
        skipped++;
      }
      if (skipped > 0) {
        return;
      }
      if (quoteAt < 0 && !quoteComes && QuoteMarks.isContainer(element)) {
        quoteComes = true;
      }
      switch (name) {
        case "br" -> lineEnd();
        case "td", "th" -> space = true;
        case "img" -> picture(element.attr("alt"));
        case "li" -> {
          want(1);
          word(bullet(element));
          space = true;
        }
        default -> want(lines(element, name));
      }
      if (name.equals("pre") || name.equals("textarea")) {
        pre++;
      }
      if (name.equals("blockquote") && QuoteMarks.isQuotation(element)) {
        quoteDepth++;
      }
    }

    private void close(Element element) {
      String name = element.normalName();
      if (isSkipped(name)) {
        skipped--;
        return;
      }
      if (skipped > 0) {
        return;
      }
      if (name.equals("pre") || name.equals("textarea")) {
        pre--;
      }
      if (name.equals("a")) {
        link(element);
      }
      if (!name.equals("br")) {
        want(lines(element, name));
      }
      if (name.equals("blockquote") && QuoteMarks.isQuotation(element)) {
        quoteDepth--;
      }
    }

    private void link(Element element) {
      String href = element.attr("href").strip();
      if (href.startsWith("http") && href.length() < 2_000 && !out.isEmpty()) {
        String shown = element.wholeText().strip();
        if (!shown.isEmpty() && !href.contains(shown) && !shown.contains(href)) {
          space = true;
          word("<" + Words.line(href) + ">");
        }
      }
    }

    private static boolean isSkipped(String name) {
      return switch (name) {
        case "head", "style", "script", "title", "template", "object", "svg", "select" -> true;
        default -> false;
      };
    }

    /** What programs put there by themselves, the name of the file, says nothing. */
    private void picture(String alt) {
      int dot = alt.lastIndexOf('.');
      boolean fileName = dot > 0 && alt.length() - dot <= 5 && alt.indexOf(' ') < 0;
      if (!fileName) {
        word(alt);
      }
    }

    private static String bullet(Element item) {
      Element list = item.parent();
      return list != null && list.normalName().equals("ol") ? "*" : "-";
    }

    /** Line ends around a block, 0 for what stands in the line. */
    private static int lines(Element element, String name) {
      return switch (name) {
        case "p" -> element.className().startsWith("Mso") ? 1 : 2;
        case "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dl" -> 2;
        case "td", "th" -> 0;
        case "ul", "ol" -> element.closest("li") == null ? 2 : 1;
        default -> element.isBlock() ? 1 : 0;
      };
    }

    private void want(int lines) {
      wanted = Math.max(wanted, lines);
    }

    private void lineEnd() {
      settle();
      out.append('\n');
      newlines++;
      space = false;
    }

    private void settle() {
      while (newlines < wanted) {
        out.append('\n');
        newlines++;
      }
      if (wanted > 0) {
        space = false;
      }
      wanted = 0;
    }

    private void flowing(String text) {
      int i = 0;
      while (i < text.length()) {
        int start = i;
        while (i < text.length() && !isSpace(text.charAt(i))) {
          i++;
        }
        if (i > start) {
          word(text, start, i);
        }
        if (i < text.length()) {
          space = true;
          i++;
        }
      }
    }

    private static boolean isSpace(char c) {
      return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    private void word(String word) {
      if (!word.isEmpty()) {
        word(word, 0, word.length());
      }
    }

    private void word(String text, int from, int to) {
      settle();
      startLine();
      if (space && newlines == 0) {
        out.append(' ');
      }
      space = false;
      newlines = 0;
      int start = out.length();
      out.append(text, from, to);
      for (int i = start; i < out.length(); i++) {
        if (out.charAt(i) == '\u00a0') {
          out.setCharAt(i, ' ');
        }
      }
    }

    private void preformatted(String text) {
      int from = 0;
      while (from <= text.length()) {
        int end = text.indexOf('\n', from);
        String line = text.substring(from, end < 0 ? text.length() : end);
        if (!line.isEmpty()) {
          settle();
          startLine();
          newlines = 0;
          out.append(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
        if (end < 0) {
          return;
        }
        lineEnd();
        from = end + 1;
      }
    }

    private void startLine() {
      if (quoteComes) {
        quoteAt = out.length();
        quoteComes = false;
      }
      if (newlines > 0 && quoteDepth > 0) {
        out.repeat(">", Math.min(quoteDepth, 10)).append(' ');
      }
    }
  }
}
