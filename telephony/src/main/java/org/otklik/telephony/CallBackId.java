package org.otklik.telephony;

import java.util.regex.Pattern;

/**
 * Which call back: chosen by the help desk, never used twice. Small letters, digits, hyphens; at
 * most 40.
 */
public record CallBackId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /**
   * @throws IllegalArgumentException when it isn't in that form
   */
  public CallBackId {
    Form.require(FORM, value, "a call back's id");
  }

  @Override
  public String toString() {
    return value;
  }
}
