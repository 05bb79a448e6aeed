package org.otklik.helpdesk.mail;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.ticket.TicketLife;
import org.otklik.intake.Steps;
import org.otklik.intake.authenticity.DnsKeyRecords;
import org.otklik.intake.authenticity.KeyRecords;
import org.otklik.intake.message.AttachmentReader;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.ParseLimits;

/** Makes what reads and judges mail. */
@Factory
final class MailParts {
  @Singleton
  MessageParser parser() {
    return new MessageParser(ParseLimits.DEFAULT);
  }

  @Singleton
  AttachmentReader attachmentReader() {
    return new AttachmentReader(ParseLimits.DEFAULT);
  }

  @Singleton
  KeyRecords keyRecords(ScreeningConfiguration screening) {
    return new DnsKeyRecords(screening.dnsPatience());
  }

  @Singleton
  Steps steps() {
    return Steps.UNOBSERVED;
  }

  @Singleton
  TicketLife ticketLife(IdSource ids) {
    return new TicketLife(ids);
  }
}
