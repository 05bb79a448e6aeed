package org.otklik.intake.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts what a person wrote from what their program put below it: the quotation and the signature.
 * Nothing is lost: both parts together are the text. Line by line, each line looked at a bounded
 * number of times.
 */
final class QuoteFolder {
  /** Nobody writes more; a log that somebody pasted is no quotation. */
  private static final int MOST_LINES = 20_000;

  private final String text;
  private final List<String> lines;
  private final int hint;
  private final boolean[] keep;

  private QuoteFolder(String text, List<String> lines, int hint) {
    this.text = text;
    this.lines = lines;
    this.hint = hint;
    this.keep = new boolean[lines.size()];
  }

  /** What is new, and the rest; each without blank lines around it. */
  record Folded(String newText, String quoted) {}

  /** {@code quoteAt} is where the quotation begins as far as HTML tells, -1 when it doesn't. */
  static Folded fold(String text, int quoteAt) {
    List<String> lines = lines(text);
    if (lines.size() > MOST_LINES) {
      return new Folded(text, "");
    }
    int hint =
        quoteAt < 0 ? -1 : (int) text.substring(0, quoteAt).chars().filter(c -> c == '\n').count();
    return new QuoteFolder(text, lines, hint).run();
  }

  private static List<String> lines(String text) {
    if (text.indexOf('\r') >= 0) {
      return text.lines().limit(MOST_LINES + 1).toList(); // &#13; in HTML ends a line, too
    }
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length() && lines.size() <= MOST_LINES) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    return lines;
  }

  private Folded run() {
    int end = hardEnd();
    foldQuotes(end);
    foldSignature();
    return new Folded(join(true), join(false));
  }

  /** Where a separator or header block of another mail begins; the end when nothing does. */
  private int hardEnd() {
    boolean anythingNew = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (Separator.isForward(line)) {
        return lines.size(); // a forwarded mail is what its sender wants read
      }
      if (anythingNew && (Separator.isOriginal(line) || HeaderBlock.begins(lines, i))) {
        return withoutRule(i);
      }
      anythingNew = anythingNew || (!line.isBlank() && !Separator.isRule(line));
    }
    return lines.size();
  }

  /** The line drawn above a quotation belongs to it. */
  private int withoutRule(int end) {
    int at = end;
    while (at > 0 && (lines.get(at - 1).isBlank() || Separator.isRule(lines.get(at - 1)))) {
      at--;
    }
    return at;
  }

  private void foldQuotes(int end) {
    int start = quoteStart(end);
    if (start < 0) {
      int own = lastOwn(0, end) + 1;
      mark(0, own == 0 ? end : own);
      return;
    }
    int quote = skipBlank(start + attributionLength(start), end);
    boolean marked = quote < end && QuotedLine.isQuoted(lines.get(quote));
    int after = marked ? quoteEnd(quote, end) : end;
    int last = lastOwn(after, end);
    boolean above = skipBlank(0, start) < start;
    if (last < after) {
      if (above || marked) {
        mark(0, start);
      } else {
        mark(quote, end); // nothing tells the old from the new: both are shown
      }
    } else if (above || hasQuoted(after, last)) {
      mark(0, last + 1); // answers between the quoted lines make no sense without them
    } else {
      mark(after, last + 1);
    }
  }

  /** The first line that introduces a quotation, -1 when none does. */
  private int quoteStart(int end) {
    for (int i = 0; i < end; i++) {
      if (i == hint && !Separator.isForward(lines.get(i))) {
        return i;
      }
      int length = Attribution.lines(lines, i, end);
      if (length > 0) {
        return i;
      }
    }
    return -1;
  }

  private int attributionLength(int start) {
    int length = Attribution.lines(lines, start, lines.size());
    return start == hint && length == 0 ? 0 : length;
  }

  private int skipBlank(int from, int end) {
    int at = from;
    while (at < end && lines.get(at).isBlank()) {
      at++;
    }
    return at;
  }

  private int quoteEnd(int from, int end) {
    int at = from;
    while (at < end && (QuotedLine.isQuoted(lines.get(at)) || lines.get(at).isBlank())) {
      at++;
    }
    return at;
  }

  /** The last line that its sender wrote, signature apart; before {@code from} when none is. */
  private int lastOwn(int from, int end) {
    int last = from - 1;
    for (int i = from; i < end; i++) {
      if (SignatureLine.begins(lines, i)) {
        return last;
      }
      if (!lines.get(i).isBlank() && !QuotedLine.isQuoted(lines.get(i))) {
        last = i;
      }
    }
    return last;
  }

  private boolean hasQuoted(int from, int to) {
    for (int i = from; i < to; i++) {
      if (QuotedLine.isQuoted(lines.get(i))) {
        return true;
      }
    }
    return false;
  }

  private void mark(int from, int to) {
    for (int i = from; i < to; i++) {
      keep[i] = true;
    }
  }

  private void foldSignature() {
    boolean anythingNew = false;
    for (int i = 0; i < keep.length; i++) {
      if (keep[i] && anythingNew && SignatureLine.begins(lines, i)) {
        for (int k = i; k < keep.length; k++) {
          keep[k] = false;
        }
        return;
      }
      anythingNew = anythingNew || (keep[i] && !lines.get(i).isBlank());
    }
  }

  private String join(boolean kept) {
    String piece = piece(kept);
    return piece == null ? joined(kept) : piece;
  }

  /**
   * The lines as they stand in the text, null when there is something else between them. Nearly
   * always the one or the other stands in one piece; to put it together anew took a third of all
   * folding, and an eighth of all that parsing allocated.
   */
  private @Nullable String piece(boolean kept) {
    if (text.indexOf('\r') >= 0) {
      return null;
    }
    int from = -1;
    int to = 0;
    boolean broken = false;
    int at = 0;
    for (int i = 0; i < keep.length; i++) {
      String line = lines.get(i);
      if (keep[i] == kept && !line.isBlank()) {
        if (broken) {
          return null;
        }
        from = from < 0 ? at : from;
        to = at + line.length();
      } else {
        broken |= from >= 0 && (keep[i] != kept || !line.isEmpty());
      }
      at += line.length() + 1;
    }
    return from < 0 ? "" : text.substring(from, to);
  }

  private String joined(boolean kept) {
    StringBuilder out = new StringBuilder();
    int blank = 0;
    for (int i = 0; i < keep.length; i++) {
      if (keep[i] != kept) {
        continue;
      }
      String line = lines.get(i);
      if (line.isBlank()) {
        blank++;
        continue;
      }
      if (!out.isEmpty()) {
        out.repeat("\n", blank + 1);
      }
      blank = 0;
      out.append(line);
    }
    return out.toString();
  }
}
