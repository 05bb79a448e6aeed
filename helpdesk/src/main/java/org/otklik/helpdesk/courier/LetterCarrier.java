package org.otklik.helpdesk.courier;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.letter.MailHtml;
import org.otklik.helpdesk.mail.KeptMails;
import org.otklik.helpdesk.mail.MailRows;
import org.otklik.helpdesk.mail.ReplyKey;
import org.otklik.helpdesk.mail.ScreeningConfiguration;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.storage.ObjectStorage;
import org.otklik.helpdesk.store.Rows;
import org.otklik.intake.courier.Delivery;
import org.otklik.intake.courier.OutgoingFile;
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
  private final Rows.Attachments attachments;
  private final ObjectStorage storage;

  LetterCarrier(
      SmtpCourier courier,
      MailSettings settings,
      MailRows.Mails mails,
      KeptMails kept,
      ReplyKey replyKey,
      ScreeningConfiguration screening,
      Rows.Attachments attachments,
      ObjectStorage storage) {
    this.attachments = attachments;
    this.storage = storage;
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
            Optional.of(html(letter)),
            letter.automatic(),
            replyTo(letter),
            original(letter),
            "original.eml",
            letter.createdAt(),
            files(letter)));
  }

  private static String html(OutgoingLetter letter) {
    String own = letter.html();
    return own == null ? MailHtml.ofText(letter.body()) : own;
  }

  /** What an operator sent along with what the letter tells. */
  private List<OutgoingFile> files(OutgoingLetter letter) {
    Long commentId = letter.commentId();
    Long ticketId = letter.ticketId();
    return commentId == null || ticketId == null
        ? List.of()
        : attachments.findByTicketIdOrderById(ticketId).stream()
            .filter(file -> file.commentId() == commentId && file.mailId() == null)
            .map(file ->
                new OutgoingFile(
                    file.name(), file.type(), stored(storage, file.sha256(), file.size())))
            .toList();
  }

  private static RawSource stored(ObjectStorage storage, String sha256, long size) {
    return new RawSource() {
      @Override
      public InputStream open() throws IOException {
        return storage.open(sha256);
      }

      @Override
      public long size() {
        return size;
      }
    };
  }

  /** Answers to a ticket's letter name the ticket, where the mailbox takes subaddresses. */
  private Optional<String> replyTo(OutgoingLetter letter) {
    Long ticketId = letter.ticketId();
    return screening.replyAddresses() && ticketId != null && letter.purpose().isToRequester()
        ? replyKey.sign(settings.fromAddress(), ticketId)
        : Optional.empty();
  }

  private Optional<RawSource> original(OutgoingLetter letter) {
    Long mailId = letter.mailId();
    return letter.carriesMail() && mailId != null
        ? mails.findById(mailId).map(kept::raw)
        : Optional.empty();
  }
}
