package org.otklik.intake.wire;

import java.util.Optional;

/**
 * Text that goes into a command or header line. CR, LF and NUL would end the line and start one of
 * the writer's own (CVE-2025-7962, CVE-2026-82973), so they are found before anything is sent.
 */
public final class OneLine {
  private OneLine() {}

  /**
   * Why the text can't be a setting of a server, in words; a tab is as bad as a line break here.
   */
  public static Optional<String> settingFault(String what, String text) {
    return text.chars().anyMatch(Character::isISOControl)
        ? Optional.of("The " + what + " has a control character or a line break in it.")
        : Optional.empty();
  }

  /** Whether the text can be a part of a header. */
  public static boolean fitsHeader(String text) {
    return text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
  }

  /**
   * Checks a setting.
   *
   * @throws IllegalArgumentException with words for who set it
   */
  public static String setting(String what, String text) {
    settingFault(what, text)
        .ifPresent(fault -> {
          throw new IllegalArgumentException(fault);
        });
    return text;
  }

  /**
   * Checks a setting that must say something.
   *
   * @throws IllegalArgumentException with words for who set it
   */
  public static String required(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("The " + what + " is missing.");
    }
    return setting(what, text);
  }
}
