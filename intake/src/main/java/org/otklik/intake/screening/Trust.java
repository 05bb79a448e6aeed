package org.otklik.intake.screening;

/**
 * What makes us believe that a message in a mailbox comes from the address in its From header. An
 * explicit setting of each mailbox: an address list alone lets a forged From in.
 */
public sealed interface Trust {
  /** The mailbox's own server lets no forged sender in. Said loudly in the mailbox's state. */
  record InServer() implements Trust {}

  /**
   * The server that calls itself so writes what it found into Authentication-Results (RFC 8601),
   * and removes headers of that name that came from outside.
   *
   * @param elseSignatures a message on which the server wrote nothing is believed by its own
   *     signature
   */
  record InAuthenticationResults(String authservId, boolean elseSignatures) implements Trust {
    public InAuthenticationResults(String authservId) {
      this(authservId, false);
    }
  }

  /** The message's own DKIM signatures (RFC 6376), which we verify: the server checks nothing. */
  record InSignatures() implements Trust {}

  /** Nothing said so far: everything is held. */
  record InNobody() implements Trust {}

  /** Whether we verify signatures ourselves, which takes answers from the DNS. */
  default boolean asksForSignatures() {
    return switch (this) {
      case InServer _, InNobody _ -> false;
      case InSignatures _ -> true;
      case InAuthenticationResults results -> results.elseSignatures();
    };
  }
}
