package org.otklik.telephony;

import java.util.regex.Pattern;

/** A telephone of the PBX itself, such as an operator's: digits only. */
public record Extension(String digits) {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,15}");

  /**
   * @throws IllegalArgumentException when it isn't in that form
   */
  public Extension {
    Form.require(FORM, digits, "an extension");
  }

  @Override
  public String toString() {
    return digits;
  }
}
