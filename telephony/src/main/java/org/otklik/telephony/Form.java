package org.otklik.telephony;

import java.util.regex.Pattern;

/**
 * What a value may look like. AMI ends a header with CR LF and an action with an empty line:
 * whoever gets a line end into a value writes actions of their own. So each value says what it
 * consists of, rather than what it doesn't.
 */
final class Form {
  private Form() {}

  /**
   * @throws IllegalArgumentException when the value isn't wholly of the form; the message doesn't
   *     repeat the value, which may be long or hostile
   */
  static void require(Pattern form, String value, String what) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException("This is not " + what + ".");
    }
  }
}
