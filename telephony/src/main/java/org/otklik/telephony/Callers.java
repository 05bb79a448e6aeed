package org.otklik.telephony;

/** Port: whose number is this. Thread-safe. */
public interface Callers {
  /** Who stands behind a number. Throws when the register is away. */
  Caller whose(PhoneNumber number);
}
