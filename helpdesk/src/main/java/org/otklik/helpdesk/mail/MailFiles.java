package org.otklik.helpdesk.mail;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import org.otklik.helpdesk.ticket.Attachment;
import org.otklik.intake.message.AttachmentReader;

/** Received messages as they came, and the files in them, which are kept nowhere else. */
@Singleton
public class MailFiles {
  private final MailRows.Mails mails;
  private final KeptMails kept;
  private final AttachmentReader reader;

  MailFiles(MailRows.Mails mails, KeptMails kept, AttachmentReader reader) {
    this.mails = mails;
    this.kept = kept;
    this.reader = reader;
  }

  /** A message, byte for byte. */
  @Transactional
  public InputStream open(ReceivedMail mail) throws IOException {
    return kept.raw(mail).open();
  }

  /** An attachment's bytes, read from the raw message as they are consumed. */
  @Transactional
  public InputStream open(Attachment attachment) throws IOException {
    var mail = mails.findById(attachment.mailId()).orElseThrow();
    return reader.open(kept.raw(mail), attachment.part()).orElseThrow();
  }
}
