package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Register;

/** On a client's list of staff. */
final class RegisteredSender implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter.standing() instanceof Standing.Registered sender
        ? Optional.of(
            new Register(sender.staffId(), sender.clientId(), Reason.of("registered-sender")))
        : Optional.empty();
  }
}
