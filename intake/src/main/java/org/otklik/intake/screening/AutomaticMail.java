package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.message.Automatic;
import org.otklik.intake.screening.Verdict.Ignore;

/** Written by a program (RFC 3834): kept and shown, but no ticket and no answer, so no loop. */
final class AutomaticMail implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    Automatic automatic = letter.message().automatic();
    return automatic.automatic()
        ? Optional.of(new Ignore(Reason.of("automatic", automatic.why())))
        : Optional.empty();
  }
}
