package org.otklik.intake.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Message-IDs and the like (RFC 5322 section 3.6.4), without their angle brackets. */
final class MessageIds {
  /** An identifier stays within a line of RFC 5322 section 2.1.1. */
  private static final int LONGEST = 998;

  /** References grow by one a reply; only the latest of a very long thread are of use. */
  private static final int MOST = 200;

  private MessageIds() {}

  /** The first identifier in the header, null when it has none. */
  static @Nullable String first(String header) {
    List<String> ids = all(header);
    return ids.isEmpty() ? null : ids.getFirst();
  }

  /** Every identifier in order, each once; of too many the last ones. */
  static List<String> all(String header) {
    List<String> ids = new ArrayList<>();
    int at = header.indexOf('<');
    while (at >= 0) {
      int end = header.indexOf('>', at);
      if (end < 0) {
        break;
      }
      keep(header.substring(header.lastIndexOf('<', end) + 1, end), ids);
      at = header.indexOf('<', end);
    }
    if (ids.isEmpty()) {
      bare(header, ids);
    }
    return ids.size() <= MOST ? ids : ids.subList(ids.size() - MOST, ids.size());
  }

  /** Some programs leave the brackets out. */
  private static void bare(String header, List<String> ids) {
    for (String word : header.split("[\\s,;<>]+", MOST)) {
      if (word.indexOf('@') > 0 && word.indexOf('(') < 0) {
        keep(word, ids);
      }
    }
  }

  private static void keep(String raw, List<String> ids) {
    StringBuilder id = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length() && id.length() <= LONGEST; i++) {
      if (raw.charAt(i) > ' ' && raw.charAt(i) != 0x7f) {
        id.append(raw.charAt(i));
      }
    }
    String clean = id.toString();
    if (!clean.isEmpty()
        && clean.length() <= LONGEST
        && (ids.isEmpty() || !ids.getLast().equals(clean))) {
      ids.add(clean);
    }
  }
}
