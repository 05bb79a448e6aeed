package org.otklik.intake.message;

/**
 * Whether a machine sent the message, and how one can tell.
 *
 * @param automatic nobody wrote this by hand, or it came through a list
 * @param why the header that says so, in words; "" when not automatic
 */
public record Automatic(boolean automatic, String why) {

  private static final Automatic NO = new Automatic(false, "");

  /** A person wrote it, as far as one can tell. */
  public static Automatic no() {
    return NO;
  }

  public static Automatic because(String why) {
    return new Automatic(true, why);
  }
}
