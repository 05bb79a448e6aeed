package org.otklik.intake.authenticity;

import java.util.List;

/** Port: the DNS records in which the keys of DKIM signatures stand (RFC 6376 §3.6.2). */
@FunctionalInterface
public interface KeyRecords {
  /**
   * The texts of a name's TXT records, each joined of its strings; empty when there are none.
   *
   * @param name such as {@code selector._domainkey.romashka.example}, without a last dot
   * @throws Unavailable when the DNS doesn't answer, which says nothing about any signature
   */
  List<String> at(String name) throws Unavailable;

  /** The DNS can't be asked now. */
  final class Unavailable extends Exception {
    private static final long serialVersionUID = 1;

    public Unavailable(String words) {
      super(words);
    }
  }
}
