package org.otklik.helpdesk.mail;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.otklik.helpdesk.mail.MailSettings.ReadMailbox;
import org.otklik.intake.AddressBook;
import org.otklik.intake.MailIntake;
import org.otklik.intake.MailKeeper;
import org.otklik.intake.Screener;
import org.otklik.intake.Steps;
import org.otklik.intake.VerdictHandler;
import org.otklik.intake.mailbox.AfterReading;
import org.otklik.intake.message.MessageParser;

/** Makes the way of a mail for each mailbox. */
@Singleton
class Intakes {
  private final MessageParser parser;
  private final MailKeeper keeper;
  private final AddressBook addresses;
  private final ClientsOwnMailbox.Owners owners;
  private final Screeners screeners;
  private final VerdictHandler desk;
  private final Steps steps;
  private final MailSettings settings;
  private final InstantSource clock;

  Intakes(
      MessageParser parser,
      MailKeeper keeper,
      AddressBook addresses,
      ClientsOwnMailbox.Owners owners,
      Screeners screeners,
      VerdictHandler desk,
      Steps steps,
      MailSettings settings,
      InstantSource clock) {
    this.parser = parser;
    this.keeper = keeper;
    this.addresses = addresses;
    this.owners = owners;
    this.screeners = screeners;
    this.desk = desk;
    this.steps = steps;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Of a mailbox.
   *
   * @param history whether its mail is only to be kept and shown
   */
  MailIntake of(ReadMailbox mailbox, boolean history) {
    return new MailIntake(
        mailbox.name(),
        parser,
        keeper,
        screener(mailbox),
        history ? new ImportedMail(desk) : desk,
        steps);
  }

  /** What judges the mail of a mailbox. */
  Screener screener(ReadMailbox mailbox) {
    Optional<AddressBook> own =
        mailbox
            .client()
            .map(
                client -> new ClientsOwnMailbox(addresses, client, owners, clock, settings.zone()));
    return screeners.of(mailbox.trust(), own.orElse(addresses));
  }

  /** A folder of a mailbox, as the mailbox of its own that it is while it is imported. */
  static ReadMailbox imported(ReadMailbox source, MailboxImport wanted) {
    return new ReadMailbox(
        source.address(),
        source
            .settings()
            .withName(wanted.name())
            .withFolder(wanted.folder())
            .withSince(wanted.since())
            .withAfterReading(new AfterReading.Leave()),
        source.trust(),
        source.client());
  }
}
