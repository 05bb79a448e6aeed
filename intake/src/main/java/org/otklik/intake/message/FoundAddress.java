package org.otklik.intake.message;

import java.util.List;
import java.util.Optional;

/** Finds addresses in prose. Each char is looked at a bounded number of times. */
final class FoundAddress {
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 255;

  private FoundAddress() {}

  static Optional<String> first(String text) {
    return firstBut(text, List.of());
  }

  /** The first address that is none of {@code but}. */
  static Optional<String> firstBut(String text, List<MailAddress> but) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      String address = around(text, at);
      if (!address.isEmpty()
          && !isSystem(address)
          && but.stream().noneMatch(no -> no.address().equalsIgnoreCase(address))) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  /** The ones that a report gives for asking, and never for having failed. */
  private static boolean isSystem(String address) {
    return address.regionMatches(true, 0, "postmaster@", 0, 11)
        || address.regionMatches(true, 0, "mailer-daemon@", 0, 14);
  }

  private static String around(String text, int at) {
    int from = at;
    while (from > 0 && at - from < LONGEST_LOCAL && isLocal(text.charAt(from - 1))) {
      from--;
    }
    int to = at + 1;
    while (to < text.length() && to - at < LONGEST_DOMAIN && isDomain(text.charAt(to))) {
      to++;
    }
    while (to > at + 1 && !Character.isLetterOrDigit(text.charAt(to - 1))) {
      to--;
    }
    boolean dotted = text.substring(at, to).indexOf('.') > 1;
    return from < at && dotted ? text.substring(from, to) : "";
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".indexOf(c) >= 0;
  }

  private static boolean isDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
  }
}
