package org.otklik.helpdesk.mail;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.intake.courier.Delivery;
import org.otklik.intake.courier.OutgoingMail;
import org.otklik.intake.courier.SmtpCourier;
import org.otklik.intake.message.RawSource;

/** Makes a mail of a letter and hands it to the mail server. */
@Singleton
class LetterCarrier {
  private final SmtpCourier courier;
  private final MailSettings settings;
  private final MailRows.Mails mails;
  private final KeptMails kept;
  private final ReplyKey replyKey;
  private final ScreeningConfiguration screening;

  LetterCarrier(
      SmtpCourier courier,
      MailSettings settings,
      MailRows.Mails mails,
      KeptMails kept,
      ReplyKey replyKey,
      ScreeningConfiguration screening) {
    this.courier = courier;
    this.settings = settings;
    this.mails = mails;
    this.kept = kept;
    this.replyKey = replyKey;
    this.screening = screening;
  }

  Delivery carry(OutgoingLetter letter) {
    return courier.send(
        new OutgoingMail(
            settings.fromName(),
            settings.fromAddress(),
            letter.recipient(),
            letter.subject(),
            letter.messageId(),
            Optional.ofNullable(letter.inReplyTo()).stream().toList(),
            letter.thread() == null ? List.of() : List.of(letter.thread().split(" ")),
            letter.body(),
            Optional.empty(),
            letter.automatic(),
            replyTo(letter),
            original(letter),
            "original.eml",
            letter.createdAt()));
  }

  /** Answers to a ticket's letter name the ticket, where the mailbox takes subaddresses. */
  private Optional<String> replyTo(OutgoingLetter letter) {
    Long ticketId = letter.ticketId();
    return screening.replyAddresses() && ticketId != null && letter.purpose().isToRequester()
        ? replyKey.addresses().sign(settings.fromAddress(), ticketId)
        : Optional.empty();
  }

  private Optional<RawSource> original(OutgoingLetter letter) {
    Long mailId = letter.mailId();
    return letter.carriesMail() && mailId != null
        ? mails.findById(mailId).map(kept::raw)
        : Optional.empty();
  }
}
