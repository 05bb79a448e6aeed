package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.Hold;

/**
 * More mail from one sender within an hour than the mailbox lets in: a program gone wild, or two
 * that answer each other (FreeScout #634, Chatwoot #5131). Held, and nothing is answered. Counted
 * is what was let in, so that forged mail can't keep the real sender out.
 */
final class SenderFlood implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter.accepted().isReached()
        ? Optional.of(
            new Hold(Reason.of("sender-flood", Integer.toString(letter.accepted().most()))))
        : Optional.empty();
  }
}
