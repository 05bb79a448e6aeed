package org.otklik.helpdesk.mail;

import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import org.otklik.intake.AddressBook;
import org.otklik.intake.Correspondence;
import org.otklik.intake.Screener;
import org.otklik.intake.authenticity.DkimCheck;
import org.otklik.intake.authenticity.DkimPolicy;
import org.otklik.intake.authenticity.KeyRecords;
import org.otklik.intake.screening.SenderRates;
import org.otklik.intake.screening.Trust;

/** Makes what judges the mail of a mailbox. A sender's rate counts over all mailboxes. */
@Singleton
class Screeners {
  private final Correspondence correspondence;
  private final ReplyKey replyKey;
  private final SenderRates rates;
  private final DkimCheck signatures;

  Screeners(
      Correspondence correspondence,
      ReplyKey replyKey,
      ScreeningConfiguration screening,
      BeanProvider<KeyRecords> keys) {
    this.correspondence = correspondence;
    this.replyKey = replyKey;
    this.rates = new SenderRates(screening.perSenderPerHour());
    this.signatures = new DkimCheck(name -> keys.get().at(name), DkimPolicy.STANDARD);
  }

  /** By an address book: a client's own mailbox has one of its own. */
  Screener of(Trust trust, AddressBook addresses) {
    return new Screener(trust, addresses, correspondence, replyKey.addresses(), rates, signatures);
  }
}
