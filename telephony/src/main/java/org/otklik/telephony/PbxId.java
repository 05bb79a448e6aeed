package org.otklik.telephony;

import java.util.regex.Pattern;

/** Which PBX: its name in the configuration, of small letters, digits and hyphens. */
public record PbxId(String name) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");

  /**
   * @throws IllegalArgumentException when it isn't in that form
   */
  public PbxId {
    Form.require(FORM, name, "a name of a PBX");
  }

  @Override
  public String toString() {
    return name;
  }
}
