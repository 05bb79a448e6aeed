package org.otklik.telephony;

import java.util.regex.Pattern;

/** Why an operator pauses: letters of any script, digits, spaces and hyphens; at most 40. */
public record PauseReason(String text) {
  private static final Pattern FORM =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} -]{0,38}[\\p{L}\\p{M}\\p{N}])?");

  /**
   * @throws IllegalArgumentException when it isn't in that form
   */
  public PauseReason {
    Form.require(FORM, text, "a reason for a pause");
  }
}
