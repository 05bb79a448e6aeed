package org.otklik.helpdesk.mail;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.convert.format.ReadableBytes;
import jakarta.inject.Singleton;
import org.otklik.helpdesk.database.Database;
import org.otklik.helpdesk.mail.MailSettings.ReadMailbox;
import org.otklik.intake.MailIntake;
import org.otklik.intake.MailKeeper;
import org.otklik.intake.Steps;
import org.otklik.intake.VerdictHandler;
import org.otklik.intake.mailbox.AfterReading;
import org.otklik.intake.message.MessageParser;

/** Makes the way of a mail for each mailbox. */
@Singleton
class Intakes {
  private final MessageParser parser;
  private final MailKeeper keeper;
  private final Screeners screeners;
  private final VerdictHandler desk;
  private final Steps steps;

  Intakes(
      MessageParser parser,
      MailKeeper keeper,
      Screeners screeners,
      VerdictHandler desk,
      Steps steps,
      Database database,
      @Value("${otklik.keep-free:64MB}") @ReadableBytes long bytesFree) {
    this.parser = parser;
    this.keeper = new KeepsRoom(keeper, database.folder().path(), bytesFree);
    this.screeners = screeners;
    this.desk = desk;
    this.steps = steps;
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
        screeners.of(mailbox),
        history ? new ImportedMail(desk) : desk,
        steps);
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
