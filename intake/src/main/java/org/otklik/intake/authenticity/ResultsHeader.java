package org.otklik.intake.authenticity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes an {@code Authentication-Results} header apart (RFC 8601 §2.2). Senders have a say in what
 * stands in it: a mail address is quoted there, and a quoted one can hold semicolons and whole
 * results. So comments and quotes are read as such, and a header in which one doesn't end says
 * nothing but whose it is. Linear in its length.
 */
final class ResultsHeader {
  private static final int MOST_RESULTS = 100;

  private final String header;
  private final List<List<String>> parts = new ArrayList<>(List.of(new ArrayList<>()));
  private final StringBuilder token = new StringBuilder();
  private boolean inToken;
  private int at;

  private ResultsHeader(String header) {
    this.header = header;
  }

  /** Reads a header's value. */
  static ResultsHeader of(String header) {
    var read = new ResultsHeader(header);
    if (!read.isWhole()) {
      read.parts.subList(1, read.parts.size()).clear();
    }
    return read;
  }

  /**
   * One method's result, all in lower case but the properties' values.
   *
   * @param properties such as {@code header.d}, with the first value of each
   */
  record Result(String method, String value, Map<String, String> properties) {
    Optional<String> property(String name) {
      return Optional.ofNullable(properties.get(name));
    }
  }

  /** The authserv-id, in lower case; "" when there is none. */
  String server() {
    return parts.isEmpty() || parts.getFirst().isEmpty()
        ? ""
        : low(parts.getFirst().getFirst()); // a version may follow
  }

  List<Result> results() {
    return parts.stream().skip(1).limit(MOST_RESULTS).flatMap(p -> result(p).stream()).toList();
  }

  /** Takes it apart into words and equals signs, and tells whether it is well formed. */
  private boolean isWhole() {
    while (at < header.length()) {
      char c = header.charAt(at);
      boolean whole =
          switch (c) {
            case '(' -> comment();
            case '"' -> quoted();
            default -> {
              plain(c);
              yield true;
            }
          };
      if (!whole) {
        return false;
      }
      at++;
    }
    tokenEnds();
    return true;
  }

  private void plain(char c) {
    switch (c) {
      case ';' -> {
        tokenEnds();
        parts.add(new ArrayList<>());
      }
      case '=' -> {
        tokenEnds();
        parts.getLast().add("=");
      }
      case ' ', '\t', '\r', '\n' -> tokenEnds();
      default -> {
        token.append(c);
        inToken = true;
      }
    }
  }

  /** Leaves {@code at} on the closing parenthesis; comments nest (RFC 5322 §3.2.2). */
  private boolean comment() {
    tokenEnds();
    int depth = 0;
    for (; at < header.length(); at++) {
      switch (header.charAt(at)) {
        case '\\' -> at++;
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {}
      }
      if (depth == 0) {
        return true;
      }
    }
    return false;
  }

  private boolean quoted() {
    inToken = true;
    for (at++; at < header.length() && header.charAt(at) != '"'; at++) {
      if (header.charAt(at) == '\\' && at + 1 < header.length()) {
        at++;
      }
      token.append(header.charAt(at));
    }
    return at < header.length();
  }

  private void tokenEnds() {
    if (inToken) {
      parts.getLast().add(token.toString());
      token.setLength(0);
      inToken = false;
    }
  }

  /** {@code method[/version] = value *(name = value)}; what else stands there is passed over. */
  private static Optional<Result> result(List<String> words) {
    if (words.size() < 3 || !words.get(1).equals("=")) {
      return Optional.empty();
    }
    var properties = new HashMap<String, String>();
    for (int i = 3; i + 2 < words.size(); i++) {
      if (words.get(i + 1).equals("=")) {
        properties.putIfAbsent(low(words.get(i)), words.get(i + 2));
        i += 2;
      }
    }
    String method = low(words.getFirst()).split("/", 2)[0];
    return Optional.of(new Result(method, low(words.get(2)), Map.copyOf(properties)));
  }

  private static String low(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
