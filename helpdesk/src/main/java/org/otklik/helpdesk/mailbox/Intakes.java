package org.otklik.helpdesk.mailbox;

import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.MailIntake;

/** Who takes in what the mailroom reads. */
public interface Intakes {
  /**
   * The way of the mail of a mailbox.
   *
   * @param history whether its mail is only to be kept and shown
   */
  MailIntake of(ReadMailbox mailbox, boolean history);
}
