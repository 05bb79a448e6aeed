package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Letter.By;
import org.otklik.intake.screening.Verdict.Hold;

/**
 * Somebody else's mail to an address that we signed for a client's ticket. With the "ticket trick"
 * (gitlab-ce #30366) a client registers somewhere under such an address, and the confirmation that
 * is sent there would make them owner of our address. Held, also when a program wrote it.
 */
final class ThirdPartyToReplyAddress implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    return letter.answers().stream()
        .filter(answer -> answer.by() == By.REPLY_ADDRESS)
        .filter(answer -> !letter.standing().isOf(answer.conversation().clientId()))
        .findFirst()
        .map(answer -> new Hold(Reason.of("third-party-to-reply-address")));
  }
}
