package org.otklik.telephony;

import java.util.regex.Pattern;

/**
 * A caller's name and number as the caller's side states them. Anybody can state anything: the text
 * has been rid of control characters, of characters that turn the direction of what follows, and of
 * what is too long, and is still only text.
 */
public record ShownCaller(String name, String number) {
  private static final int LONGEST = 60;

  /** Control, format (with bidirectional overrides), line and paragraph separators, surrogates. */
  private static final Pattern UNSHOWABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+");

  public ShownCaller {
    name = clean(name);
    number = clean(number);
  }

  private static String clean(String text) {
    String shown = UNSHOWABLE.matcher(text).replaceAll(" ").strip();
    int end =
        shown.offsetByCodePoints(0, Math.min(LONGEST, shown.codePointCount(0, shown.length())));
    return shown.substring(0, end);
  }
}
