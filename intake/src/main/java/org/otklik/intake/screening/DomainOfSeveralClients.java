package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Hold;

/** Whose colleague this is can't be told from the address. */
final class DomainOfSeveralClients implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter.standing() instanceof Standing.SharedDomain
        ? Optional.of(new Hold(Reason.of("domain-of-several-clients")))
        : Optional.empty();
  }
}
