package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Hold;

/** The sender's firm has no contract in force: before its start or after its end, mail is held. */
final class ContractNotInForce implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter.standing() instanceof Standing.OutOfContract
        ? Optional.of(new Hold(Reason.of("contract-not-in-force")))
        : Optional.empty();
  }
}
