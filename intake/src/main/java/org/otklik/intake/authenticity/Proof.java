package org.otklik.intake.authenticity;

/**
 * Whether evidence shows that a message comes from the domain in its From header.
 *
 * @param key names the words that say by what it is proven, or why it isn't
 * @param detail what the words speak of: a domain, a name in the DNS; "" when nothing
 */
public record Proof(boolean proven, String key, String detail) {

  static Proof by(String key, String detail) {
    return new Proof(true, key, detail);
  }

  static Proof none(String key, String detail) {
    return new Proof(false, key, detail);
  }
}
