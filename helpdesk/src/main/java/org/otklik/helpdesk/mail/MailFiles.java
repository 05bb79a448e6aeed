package org.otklik.helpdesk.mail;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import org.otklik.helpdesk.storage.ObjectStorage;
import org.otklik.helpdesk.ticket.Attachment;
import org.otklik.intake.message.AttachmentReader;

/** Received messages as they came, and the files in them, which are kept nowhere else. */
@Singleton
public class MailFiles {
  private final MailRows.Mails mails;
  private final KeptMails kept;
  private final AttachmentReader reader;
  private final ObjectStorage storage;

  MailFiles(MailRows.Mails mails, KeptMails kept, AttachmentReader reader, ObjectStorage storage) {
    this.storage = storage;
    this.mails = mails;
    this.kept = kept;
    this.reader = reader;
  }

  /** A message, byte for byte. */
  @Transactional
  public InputStream open(ReceivedMail mail) throws IOException {
    return kept.raw(mail).open();
  }

  /** An attachment's bytes, as they are consumed: from the raw message, or from storage. */
  @Transactional
  public InputStream open(Attachment attachment) throws IOException {
    Long mailId = attachment.mailId();
    if (mailId == null) {
      return storage.open(attachment.sha256());
    }
    var mail = mails.findById(mailId).orElseThrow();
    return reader.open(kept.raw(mail), attachment.part()).orElseThrow();
  }
}
