package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Hold;

/**
 * Went through more mail servers than any mail needs: it runs in a circle (RFC 5321 §6.3; Postfix
 * {@code hopcount_limit}).
 */
final class TooManyHops implements Rule {
  private static final int MOST = 50;

  @Override
  public Optional<Verdict> judge(Letter letter) {
    int hops = letter.message().headers().all("Received").size();
    return hops > MOST
        ? Optional.of(new Hold(Reason.of("too-many-hops", Integer.toString(hops))))
        : Optional.empty();
  }
}
