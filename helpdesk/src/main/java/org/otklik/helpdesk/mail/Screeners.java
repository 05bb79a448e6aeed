package org.otklik.helpdesk.mail;

import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.AddressBook;
import org.otklik.intake.Correspondence;
import org.otklik.intake.Screener;
import org.otklik.intake.authenticity.DkimCheck;
import org.otklik.intake.authenticity.DkimPolicy;
import org.otklik.intake.authenticity.KeyRecords;
import org.otklik.intake.screening.SenderRates;

/**
 * Makes what judges the mail of a mailbox. A sender's rate counts over all mailboxes and programs.
 */
@Singleton
class Screeners {
  private final AddressBook addresses;
  private final ClientsOwnMailbox.Owners owners;
  private final Correspondence correspondence;
  private final ReplyKey replyKey;
  private final MailSettings settings;
  private final SenderRates rates;
  private final DkimCheck signatures;

  Screeners(
      AddressBook addresses,
      ClientsOwnMailbox.Owners owners,
      Correspondence correspondence,
      ReplyKey replyKey,
      MailSettings settings,
      ScreeningConfiguration screening,
      BusySenders busySenders,
      BeanProvider<KeyRecords> keys) {
    this.addresses = addresses;
    this.owners = owners;
    this.settings = settings;
    this.correspondence = correspondence;
    this.replyKey = replyKey;
    this.rates = new SenderRates(screening.perSenderPerHour(), busySenders);
    this.signatures = new DkimCheck(name -> keys.get().at(name), DkimPolicy.STANDARD);
  }

  /** In a client's own mailbox a stranger counts as somebody of that client. */
  Screener of(ReadMailbox mailbox) {
    AddressBook book =
        mailbox
            .client()
            .<AddressBook>map(
                client -> new ClientsOwnMailbox(addresses, client, owners, settings.zone()))
            .orElse(addresses);
    return new Screener(
        mailbox.trust(), book, correspondence, replyKey.addresses(), rates, signatures);
  }
}
