package org.otklik.telephony;

import java.util.regex.Pattern;

/**
 * A recording as the PBX names its file, without a folder: it can't lead out of the folder that
 * recordings are fetched from.
 */
public record Recording(String fileName) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  /**
   * @throws IllegalArgumentException when it isn't in that form
   */
  public Recording {
    Form.require(FORM, fileName, "a recording's file name");
  }
}
