package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Hold;

/** No From address, or several: nobody can be held to have written this. */
final class AmbiguousSender implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return switch (letter.message().from().size()) {
      case 0 -> Optional.of(new Hold(Reason.of("no-sender")));
      case 1 -> Optional.empty();
      default -> Optional.of(new Hold(Reason.of("several-senders")));
    };
  }
}
