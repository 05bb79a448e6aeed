package org.otklik.intake.message;

import java.util.Arrays;
import java.util.List;

/**
 * Beginnings of lines, found in any case. Nearly every line fails at its first character, so
 * nothing is put into lower case before that one has been looked up. Immutable.
 */
final class Beginnings {
  /** Above this no letter begins any; each list has its place by its first character. */
  private static final int LETTERS = 0x500;

  private static final char TWO_LETTERS_IN_LOWER_CASE = '\u0130'; // the dotted capital I

  private final String[][] byFirst = new String[LETTERS][];

  /** {@code beginnings} in lower case, none empty, each beginning with a Latin or Cyrillic sign. */
  Beginnings(List<String> beginnings) {
    for (String beginning : beginnings) {
      char first = beginning.charAt(0);
      String[] known = byFirst[first] == null ? new String[0] : byFirst[first];
      byFirst[first] = Arrays.copyOf(known, known.length + 1);
      byFirst[first][known.length] = beginning;
    }
  }

  /** Whether the text in lower case begins with any of these. */
  boolean begin(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char first = Character.toLowerCase(text.charAt(0));
    if (first >= LETTERS || byFirst[first] == null) {
      return false;
    }
    for (String beginning : byFirst[first]) {
      if (begins(text, beginning)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Java's own comparison without regard to case takes a dotless i for an i; lower case doesn't.
   */
  private static boolean begins(String text, String beginning) {
    if (text.length() < beginning.length()) {
      return false;
    }
    for (int i = 0; i < beginning.length(); i++) {
      char c = text.charAt(i);
      if (Character.toLowerCase(c) != beginning.charAt(i) || c == TWO_LETTERS_IN_LOWER_CASE) {
        return false;
      }
    }
    return true;
  }
}
