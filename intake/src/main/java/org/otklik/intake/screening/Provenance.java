package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.authenticity.AuthenticationResults;
import org.otklik.intake.authenticity.Proof;

/** Whether what the mailbox trusts says that a message comes from the domain in its From header. */
final class Provenance {
  private Provenance() {}

  /** Why that isn't said, if it isn't. A message without its one sender is nobody's. */
  static Optional<Reason> doubt(Letter letter) {
    return switch (letter.trust()) {
      case Trust.InServer() -> Optional.empty();
      case Trust.InNobody() -> Optional.of(Reason.of("no-trust-configured"));
      case Trust.InSignatures() -> doubt(letter.signature().get());
      case Trust.InAuthenticationResults(String authservId, boolean elseSignatures) -> {
        Optional<Proof> said = said(letter, authservId);
        if (said.isEmpty() && elseSignatures) {
          yield doubt(letter.signature().get());
        }
        yield doubt(
            said.orElseGet(() -> new Proof(false, "no-authentication-results", authservId)));
      }
    };
  }

  /** Whether its own signature will be asked. */
  static boolean hangsOnSignature(Letter letter) {
    return switch (letter.trust()) {
      case Trust.InServer _, Trust.InNobody _ -> false;
      case Trust.InSignatures _ -> true;
      case Trust.InAuthenticationResults(String authservId, boolean elseSignatures) ->
          elseSignatures && said(letter, authservId).isEmpty();
    };
  }

  private static Optional<Proof> said(Letter letter, String authservId) {
    return AuthenticationResults.of(letter.message().headers(), authservId, domain(letter));
  }

  private static String domain(Letter letter) {
    return letter.message().sender().map(sender -> sender.domain()).orElse("");
  }

  private static Optional<Reason> doubt(Proof proof) {
    return proof.proven() ? Optional.empty() : Optional.of(Reason.of(proof.key(), proof.detail()));
  }
}
