package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Bounced;

/**
 * A delivery report on a failure (RFC 3464), or the same in a mail system's own words. Words alone
 * don't do where a registered person has them: whoever keeps a firm's mail writes as postmaster,
 * and may well ask about a delivery that failed.
 */
final class DeliveryFailure implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter
        .message()
        .bounce()
        .filter(_ -> !isAPersonsOwn(letter))
        .map(bounce ->
            new Bounced(
                bounce.recipient(),
                bounce.permanent(),
                letter.returned(),
                Reason.of(
                    bounce.permanent() ? "delivery-failure" : "delivery-delayed",
                    bounce.recipient())));
  }

  private static boolean isAPersonsOwn(Letter letter) {
    return letter.standing() instanceof Standing.Registered
        && !letter.message().automatic().automatic()
        && letter.returned().isEmpty();
  }
}
