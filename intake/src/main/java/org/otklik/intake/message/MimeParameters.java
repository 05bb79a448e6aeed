package org.otklik.intake.message;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The value and parameters of Content-Type and Content-Disposition (RFC 2045 section 5.1), with RFC
 * 2231 continuations and charsets, and with what is met instead: encoded words, bare spaces,
 * backslashes of Windows paths, no semicolon's worth of syntax.
 */
final class MimeParameters {
  private static final int SECTIONS = 1_000;

  private final String value;
  private final Map<String, String> plain = new HashMap<>();
  private final Map<String, TreeMap<Integer, Section>> continued = new HashMap<>();

  private record Section(String text, boolean encoded) {}

  private MimeParameters(String header) {
    int end = header.indexOf(';');
    String first = end < 0 ? header : header.substring(0, end);
    int comment = first.indexOf('(');
    this.value =
        (comment < 0 ? first : first.substring(0, comment)).strip().toLowerCase(Locale.ROOT);
    if (end >= 0) {
      parse(header, end + 1);
    }
  }

  /** One parameter, as it is. */
  static MimeParameters of(String value, String name, String text) {
    MimeParameters parameters = new MimeParameters(value);
    parameters.plain.put(name, text);
    return parameters;
  }

  static MimeParameters parse(String header) {
    return new MimeParameters(header);
  }

  /** The part before the first semicolon, in lower case. */
  String value() {
    return value;
  }

  /** A parameter that is a word of a protocol: charset, boundary, format. */
  Optional<String> token(String name) {
    return Optional.ofNullable(plain.get(name)).or(() -> text(name, new Problems(1)));
  }

  /** A parameter that people read, decoded: a file name. */
  Optional<String> text(String name, Problems problems) {
    Map<Integer, Section> sections = continued.get(name);
    if (sections != null) {
      return Optional.of(join(sections, problems));
    }
    return Optional.ofNullable(plain.get(name)).map(text -> EncodedWords.decode(text, problems));
  }

  /** RFC 2231 sections 3 and 4: sections in order, the charset told once, at the start. */
  private static String join(Map<Integer, Section> sections, Problems problems) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String charset = "";
    boolean anyEncoded = false;
    for (Map.Entry<Integer, Section> entry : sections.entrySet()) {
      String text = entry.getValue().text();
      if (!entry.getValue().encoded()) {
        bytes.writeBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        continue;
      }
      int from = 0;
      int first = text.indexOf('\'');
      int second = text.indexOf('\'', first + 1);
      if (!anyEncoded && first >= 0 && second > first) {
        charset = text.substring(0, first);
        from = second + 1;
      }
      anyEncoded = true;
      Lenient.quoted(text, from, text.length(), '%', false, bytes);
    }
    byte[] all = bytes.toByteArray();
    String declared = charset.isEmpty() ? "utf-8" : charset;
    String text = Charsets.decode(all, all.length, declared, problems).text();
    return anyEncoded ? text : EncodedWords.decode(text, problems);
  }

  private void parse(String header, int start) {
    int at = start;
    while (at < header.length()) {
      int nameEnd = at;
      while (nameEnd < header.length()
          && header.charAt(nameEnd) != '='
          && header.charAt(nameEnd) != ';') {
        nameEnd++;
      }
      if (nameEnd == header.length() || header.charAt(nameEnd) == ';') {
        at = nameEnd + 1;
        continue;
      }
      String name = header.substring(at, nameEnd).strip().toLowerCase(Locale.ROOT);
      StringBuilder value = new StringBuilder();
      at = parseValue(header, nameEnd + 1, value);
      keep(name, value.toString());
    }
  }

  /** Reads one value and returns the place after its semicolon. */
  private static int parseValue(String header, int start, StringBuilder value) {
    int at = start;
    while (at < header.length() && header.charAt(at) <= ' ') {
      at++;
    }
    if (at < header.length() && header.charAt(at) == '"') {
      at++;
      while (at < header.length() && header.charAt(at) != '"') {
        char c = header.charAt(at);
        if (c == '\\' && at + 1 < header.length() && "\"\\".indexOf(header.charAt(at + 1)) >= 0) {
          at++;
          c = header.charAt(at);
        }
        value.append(c);
        at++;
      }
      int end = header.indexOf(';', at);
      return end < 0 ? header.length() : end + 1;
    }
    int end = header.indexOf(';', at);
    end = end < 0 ? header.length() : end;
    String bare = header.substring(at, end).strip();
    int comment = bare.endsWith(")") ? bare.indexOf(" (") : -1;
    value.append(comment < 0 ? bare : bare.substring(0, comment).strip());
    return end + 1;
  }

  private void keep(String name, String text) {
    int star = name.indexOf('*');
    if (star < 0) {
      plain.putIfAbsent(name, text);
      return;
    }
    boolean encoded = name.endsWith("*");
    String number =
        name.substring(star + 1, encoded ? Math.max(star + 1, name.length() - 1) : name.length());
    int section = number.isEmpty() ? 0 : sectionNumber(number);
    if (section >= 0 && section < SECTIONS) {
      continued
          .computeIfAbsent(name.substring(0, star), key -> new TreeMap<>())
          .putIfAbsent(section, new Section(text, encoded));
    }
  }

  private static int sectionNumber(String digits) {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9' || i > 4) {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }
}
