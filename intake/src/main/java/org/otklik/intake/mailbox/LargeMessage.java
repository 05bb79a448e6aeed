package org.otklik.intake.mailbox;

import java.util.Optional;
import org.otklik.intake.message.RawSource;

/**
 * A message that is read from its mailbox as it is consumed, as often as wanted while its batch is
 * being taken; later its connection has other things to do.
 */
interface LargeMessage extends RawSource {
  /** What broke while it was read, if anything did. */
  Optional<MailboxFailure> failure();

  /** Whether the server gave its bytes whenever it was asked. */
  boolean given();

  /** The batch is taken: nothing reads from the mailbox any more. */
  void close();
}
