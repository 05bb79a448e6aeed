package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Ignore;

/** Mail that we sent and that came back: the first turn of a loop. */
final class OurOwnMail implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter.standing() instanceof Standing.Ours
        ? Optional.of(new Ignore(Reason.of("our-own")))
        : Optional.empty();
  }
}
