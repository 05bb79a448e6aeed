package org.otklik.intake.screening;

import java.util.Optional;
import org.otklik.intake.screening.Verdict.FollowUp;

/**
 * Registered staff answering something that is part of a ticket of their own firm. A Message-ID or
 * a ticket's number known from elsewhere opens nobody else's ticket: such mail is judged as if it
 * answered nothing.
 */
final class AnswerToTicket implements Rule {
  @Override
  public Optional<Verdict> judge(Letter letter) {
    if (!(letter.standing() instanceof Standing.Registered sender)) {
      return Optional.empty();
    }
    return letter
        .continued()
        .map(answer ->
            new FollowUp(
                answer.conversation().ticketId(),
                sender.staffId(),
                sender.clientId(),
                answer.by().reason()));
  }
}
