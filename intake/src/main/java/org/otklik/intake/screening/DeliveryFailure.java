package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Bounced;

/** A delivery report on a failure (RFC 3464), or the same in a mail system's own words. */
final class DeliveryFailure implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter
        .message()
        .bounce()
        .map(bounce ->
            new Bounced(
                bounce.recipient(),
                bounce.permanent(),
                letter.returned(),
                Reason.of(
                    bounce.permanent() ? "delivery-failure" : "delivery-delayed",
                    bounce.recipient())));
  }
}
