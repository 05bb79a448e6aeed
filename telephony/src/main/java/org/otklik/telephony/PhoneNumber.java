package org.otklik.telephony;

import java.util.regex.Pattern;

/**
 * A telephone number of the public network, in the international form: a plus sign, then the
 * country code and the rest, 15 digits at most (ITU-T E.164, section 6.2.1). Nothing else gets in,
 * no space and no line end, so that it can be written into a command to a PBX as it is.
 */
public record PhoneNumber(String e164) {
  private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{1,14}");

  /**
   * @throws IllegalArgumentException when it isn't in that form
   */
  public PhoneNumber {
    Form.require(FORM, e164, "a phone number in E.164");
  }

  @Override
  public String toString() {
    return e164;
  }
}
