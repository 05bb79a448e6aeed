package org.otklik.intake.mailbox;

import java.util.List;
import java.util.Optional;
import org.otklik.intake.wire.Problem;

/** Tells the mailbox which messages are done with, in the way that is configured. */
interface Telling {
  /**
   * Tells.
   *
   * @return those that the mailbox knows of now
   */
  List<Long> tell(List<Long> uids) throws MailboxFailure;

  /** Why the mailbox could not be told last time. */
  Optional<Problem> problem();
}
