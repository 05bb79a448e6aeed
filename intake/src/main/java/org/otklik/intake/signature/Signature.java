package org.otklik.intake.signature;

import java.util.List;

/**
 * The signature under a mail.
 *
 * @param reason what was found
 * @param signer name in the signer's certificate, one line, their address when it names nobody, ""
 *     when there is no certificate
 * @param addresses mail addresses that the certificate is for, as written there
 */
public record Signature(Reason reason, String signer, List<String> addresses) {

  /** What an operator is told at a glance. */
  public enum State {
    /** Nobody changed what was signed, and a trusted authority says that its sender signed it. */
    VALID,
    /** What is shown is not what was signed, or somebody else signed it. */
    INVALID,
    /** Nothing is known either way: it counts as no signature. */
    UNKNOWN
  }

  /** What was found. */
  public enum Reason {
    TRUSTED(State.VALID),
    /** What was signed has been changed since, or the signature is of something else. */
    ALTERED(State.INVALID),
    /** Right, but of a certificate that is not for the address in From. */
    OTHER_SENDER(State.INVALID),
    /** Right, but no trusted authority vouched for the certificate at the time of signing. */
    UNTRUSTED(State.UNKNOWN),
    /** Made with a digest that can be forged: MD5, SHA-1. */
    WEAK(State.UNKNOWN),
    /** Covers only a part of the message; a mailing list may have added the rest. */
    PARTIAL(State.UNKNOWN),
    /** The signature or its certificate is damaged, missing, too large or of unknown making. */
    UNREADABLE(State.UNKNOWN),
    /** OpenPGP, whose keys nobody here knows. */
    OTHER_KIND(State.UNKNOWN);

    private final State state;

    Reason(State state) {
      this.state = state;
    }

    /** The state that it leads to. */
    public State state() {
      return state;
    }
  }

  public Signature {
    addresses = List.copyOf(addresses);
  }

  /** A signature of which nothing more is known. */
  public static Signature of(Reason reason) {
    return new Signature(reason, "", List.of());
  }

  public State state() {
    return reason.state();
  }
}
