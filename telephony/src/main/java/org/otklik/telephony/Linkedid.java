package org.otklik.telephony;

import java.util.regex.Pattern;

/**
 * What Asterisk calls all channels of one call, however it was transferred: the unique id of the
 * channel that began it. Unique within one PBX. Asterisk makes it of its system name, seconds and a
 * counter, {@code 1795178202.42} or {@code pbx-1795178202.42}, and keeps it to 149 characters.
 */
public record Linkedid(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,148}");

  /**
   * @throws IllegalArgumentException when it isn't in that form
   */
  public Linkedid {
    Form.require(FORM, value, "a Linkedid");
  }

  @Override
  public String toString() {
    return value;
  }
}
