package org.otklik.helpdesk.mail;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.convert.format.ReadableBytes;
import jakarta.inject.Singleton;
import org.otklik.helpdesk.database.Database;
import org.otklik.helpdesk.mailbox.Intakes;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.MailIntake;
import org.otklik.intake.MailKeeper;
import org.otklik.intake.Steps;
import org.otklik.intake.VerdictHandler;
import org.otklik.intake.message.MessageParser;

/** Makes the way of a mail for each mailbox. */
@Singleton
class MailIntakes implements Intakes {
  private final MessageParser parser;
  private final MailKeeper keeper;
  private final Screeners screeners;
  private final VerdictHandler desk;
  private final Steps steps;

  MailIntakes(
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

  @Override
  public MailIntake of(ReadMailbox mailbox, boolean history) {
    return new MailIntake(
        mailbox.name(),
        parser,
        keeper,
        screeners.of(mailbox),
        history ? new ImportedMail(desk) : desk,
        steps);
  }
}
