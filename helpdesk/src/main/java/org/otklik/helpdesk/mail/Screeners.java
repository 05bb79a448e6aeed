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
  private final AddressBook addresses;
  private final Correspondence correspondence;
  private final ReplyKey replyKey;
  private final SenderRates rates;
  private final DkimCheck signatures;

  Screeners(
      AddressBook addresses,
      Correspondence correspondence,
      ReplyKey replyKey,
      ScreeningConfiguration screening,
      BeanProvider<KeyRecords> keys) {
    this.addresses = addresses;
    this.correspondence = correspondence;
    this.replyKey = replyKey;
    this.rates = new SenderRates(screening.perSenderPerHour());
    this.signatures = new DkimCheck(name -> keys.get().at(name), DkimPolicy.STANDARD);
  }

  Screener of(Trust trust) {
    return of(trust, addresses);
  }

  /** With another address book, as a client's own mailbox has. */
  Screener of(Trust trust, AddressBook book) {
    return new Screener(trust, book, correspondence, replyKey.addresses(), rates, signatures);
  }
}
