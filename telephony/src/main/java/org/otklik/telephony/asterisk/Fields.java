package org.otklik.telephony.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Instant;
import java.util.List;

/**
 * One row's fields: its version, the time, and what belongs to the milestone. What is missing is
 * empty, what isn't a number is 0: somebody may have edited the dialplan.
 */
record Fields(List<String> values) {
  private static final String VERSION = "1";

  /** The year 2100: nobody's clock is there, and every {@code Instant} bears it. */
  private static final long LATEST = 4_102_444_800L;

  static Fields of(String row) {
    return new Fields(List.of(row.split("\\|", -1)));
  }

  /**
   * Whether {@code a} was written after {@code b}; an order of all rows, for what is equally late.
   */
  static boolean later(String a, String b) {
    int byTime = of(a).at().compareTo(of(b).at());
    return byTime == 0 ? a.compareTo(b) > 0 : byTime > 0;
  }

  boolean isReadable() {
    return values.getFirst().equals(VERSION);
  }

  /** When it was written, by the PBX's clock, to the second. */
  Instant at() {
    return Instant.ofEpochSecond(Math.min(number(1), LATEST));
  }

  String get(int index) {
    return index < values.size() ? values.get(index) : "";
  }

  /** A field that the dialplan has URI-encoded. */
  String text(int index) {
    try {
      return URLDecoder.decode(get(index).replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      // Cut in the middle of a character, or never encoded.
      return get(index);
    }
  }

  long number(int index) {
    String field = get(index);
    return field.matches("[0-9]{1,15}") ? Long.parseLong(field) : 0;
  }
}
