package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Hold;

/** Whatever is left comes from somebody whom no client knows. */
final class UnknownSender implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return Optional.of(new Hold(Reason.of("unknown-sender")));
  }
}
