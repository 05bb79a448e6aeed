package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.message.Automatic;
import org.otklik.intake.screening.Verdict.Note;

/**
 * A program's answer, such as an out-of-office notice, for somebody who may see the ticket: worth
 * knowing there, and nobody has said anything by it.
 */
final class AutomaticAnswer implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    Automatic automatic = letter.message().automatic();
    if (!automatic.automatic()
        || letter.accepted().isReached()
        || !(letter.standing() instanceof Standing.Registered sender)) {
      return Optional.empty();
    }
    return letter
        .continued()
        .filter(answer -> Provenance.doubt(letter).isEmpty())
        .map(answer ->
            new Note(
                answer.conversation().ticketId(),
                sender.staffId(),
                sender.clientId(),
                Reason.of("automatic-answer", automatic.why())));
  }
}
