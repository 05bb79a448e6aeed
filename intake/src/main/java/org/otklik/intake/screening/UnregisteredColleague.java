package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Forward;

/** Somebody of a client who isn't on its list. */
final class UnregisteredColleague implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter.standing() instanceof Standing.Colleague colleague
        ? Optional.of(
            new Forward(
                colleague.clientId(),
                colleague.clientAddress(),
                Reason.of("unregistered-colleague")))
        : Optional.empty();
  }
}
