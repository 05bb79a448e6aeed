package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Hold;

/**
 * Nothing that the mailbox trusts says that the message comes from the domain in its From header.
 * Held whoever it claims to be from, so that nobody can use the forwarding as a relay either.
 */
final class UnprovenSender implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return Provenance.doubt(letter).map(Hold::new);
  }
}
