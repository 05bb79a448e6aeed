package org.otklik.helpdesk.mailbox;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.otklik.intake.courier.SmtpSettings;
import org.otklik.intake.mailbox.MailboxSettings;
import org.otklik.intake.screening.Trust;

/**
 * How mail comes in and goes out.
 *
 * @param zone the provider's: decides on which day a contract begins and ends
 * @param fromName our name in outgoing mail
 * @param fromAddress our address in outgoing mail; answers to it must reach one of the mailboxes
 * @param claim how long a courier that died keeps others from a letter that it had taken
 */
public record MailSettings(
    ZoneId zone,
    String fromName,
    String fromAddress,
    SmtpSettings outgoing,
    Duration claim,
    List<ReadMailbox> mailboxes) {

  /**
   * A mailbox to read.
   *
   * @param address that people write to
   * @param trust whom to believe about senders
   * @param client whose own it is; empty: everybody's
   */
  public record ReadMailbox(
      String address, MailboxSettings settings, Trust trust, Optional<Long> client) {
    public String name() {
      return settings.name();
    }
  }

  /** Right-hand side of the Message-IDs that we choose. */
  public String domain() {
    return fromAddress.substring(fromAddress.lastIndexOf('@') + 1);
  }
}
