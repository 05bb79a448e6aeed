package org.otklik.intake.message;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes RFC 2047 encoded words as they are met, not as they should be: characters split between
 * two words, spaces inside, lower-case hexadecimal digits and encoding letters, no charset, no end,
 * glued to their neighbours, within quotes. Time is linear in the length. One thread.
 */
final class EncodedWords {
  private static final int LONGEST_CHARSET = 64;

  private final String text;
  private final Problems problems;
  private final StringBuilder out;

  /** Bytes of adjacent words in one charset, decoded together: a character may span two words. */
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  private @Nullable String pendingCharset;

  private EncodedWords(String text, Problems problems) {
    this.text = text;
    this.problems = problems;
    this.out = new StringBuilder(text.length());
  }

  static String decode(String text, Problems problems) {
    return text.contains("=?") ? new EncodedWords(text, problems).run() : text;
  }

  private String run() {
    int done = 0;
    int start = text.indexOf("=?");
    while (start >= 0) {
      Word word = wordAt(start);
      if (word == null) {
        start = text.indexOf("=?", start + 2);
        continue;
      }
      plain(done, start);
      if (!word.charset.equalsIgnoreCase(pendingCharset)) {
        flush();
        pendingCharset = word.charset;
      }
      word.decodeInto(text, pending);
      done = word.end;
      start = text.indexOf("=?", done);
    }
    plain(done, text.length());
    flush();
    return out.toString();
  }

  /** Text between words; white space between two words is none (RFC 2047 section 6.2). */
  private void plain(int from, int to) {
    boolean between = pendingCharset != null && to < text.length();
    if (between && text.substring(from, to).isBlank()) {
      return;
    }
    flush();
    out.append(text, from, to);
  }

  private void flush() {
    if (pendingCharset != null) {
      byte[] bytes = pending.toByteArray();
      out.append(Charsets.decode(bytes, bytes.length, pendingCharset, problems).text());
      pending.reset();
      pendingCharset = null;
    }
  }

  private @Nullable Word wordAt(int start) {
    int encoding = -1;
    for (int i = start + 2; i < Math.min(text.length(), start + 2 + LONGEST_CHARSET); i++) {
      char c = text.charAt(i);
      if (c == '?') {
        encoding = i;
        break;
      }
      if (c <= ' ' || c == '=') {
        return null;
      }
    }
    if (encoding < 0 || encoding + 2 >= text.length() || text.charAt(encoding + 2) != '?') {
      return null;
    }
    char letter = Character.toUpperCase(text.charAt(encoding + 1));
    if (letter != 'B' && letter != 'Q') {
      return null;
    }
    String charset = text.substring(start + 2, encoding);
    int language = charset.indexOf('*'); // RFC 2231 section 5
    int from = encoding + 3;
    int to = letter == 'Q' ? quotedEnd(from) : text.indexOf("?=", from);
    int next = text.indexOf("=?", from);
    if (to < 0 || (next >= 0 && next < to - 1 && letter == 'B')) {
      to = unendedWord(from, letter == 'B');
      return new Word(
          language < 0 ? charset : charset.substring(0, language), letter, from, to, to);
    }
    return new Word(
        language < 0 ? charset : charset.substring(0, language), letter, from, to, to + 2);
  }

  /** The end of a Q word; {@code ?=3D} within it is a bare question mark before an encoded byte. */
  private int quotedEnd(int from) {
    int end = text.indexOf("?=", from);
    if (end >= 0
        && end + 3 < text.length()
        && isHex(text.charAt(end + 2))
        && isHex(text.charAt(end + 3))) {
      int next = text.indexOf("?=", end + 2);
      int other = text.indexOf("=?", end + 2);
      if (next >= 0 && (other < 0 || next < other)) {
        return next;
      }
    }
    return end;
  }

  private int unendedWord(int from, boolean base64) {
    int end = from;
    while (end < text.length()
        && text.charAt(end) > ' '
        && (!base64 || Lenient.isBase64(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0;
  }

  private record Word(String charset, char letter, int from, int to, int end) {
    void decodeInto(String text, ByteArrayOutputStream target) {
      if (letter == 'B') {
        Lenient.base64(text, from, to, target);
      } else {
        Lenient.quoted(text, from, to, '=', true, target);
      }
    }
  }
}
