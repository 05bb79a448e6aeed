package org.otklik.intake.screening;

/**
 * Why a rule fired.
 *
 * @param key names the words in the reader's language
 * @param detail what the words speak of: a header, an address; "" when nothing
 */
public record Reason(String key, String detail) {
  public static Reason of(String key) {
    return new Reason(key, "");
  }

  public static Reason of(String key, String detail) {
    return new Reason(key, detail);
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? key : key + " (" + detail + ")";
  }
}
