package org.otklik.helpdesk.desk;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.otklik.helpdesk.mail.MailFiles;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Attachment;

/** Fetches a ticket's file, and the files in it. */
@Singleton
public class TicketFiles {
  private final TicketQueue queue;
  private final Rows.Comments comments;
  private final Rows.Attachments attachments;
  private final Rows.Deadlines deadlines;
  private final Rows.History history;
  private final Rows.Outbox outbox;
  private final Agreements agreements;
  private final MailFiles files;

  TicketFiles(
      TicketQueue queue,
      Rows.Comments comments,
      Rows.Attachments attachments,
      Rows.Deadlines deadlines,
      Rows.History history,
      Rows.Outbox outbox,
      Agreements agreements,
      MailFiles files) {
    this.queue = queue;
    this.comments = comments;
    this.attachments = attachments;
    this.deadlines = deadlines;
    this.history = history;
    this.outbox = outbox;
    this.agreements = agreements;
    this.files = files;
  }

  @Transactional
  public Optional<TicketFile> find(long ticketId) {
    return queue.find(ticketId).map(this::fill);
  }

  @Transactional
  public Optional<TicketFile> findByNumber(long number) {
    return queue.findByNumber(number).map(this::fill);
  }

  private TicketFile fill(TicketQueue.Item ticket) {
    long id = ticket.id();
    return new TicketFile(
        ticket,
        comments.findByTicketIdOrderById(id),
        attachments.findByTicketIdOrderById(id),
        deadlines.findByTicketIdOrderById(id),
        history.findByTicketIdOrderById(id),
        outbox.findByTicketIdOrderById(id),
        agreements.of(ticket.clientId()).calendar());
  }

  /** An attachment of a ticket, if it is one of that ticket's. */
  @Transactional
  public Optional<Attachment> attachment(long ticketId, long attachmentId) {
    return attachments.findById(attachmentId).filter(a -> a.ticketId() == ticketId);
  }

  /** An attachment's bytes, read from the raw message as they are consumed. */
  public InputStream open(Attachment attachment) throws IOException {
    return files.open(attachment);
  }
}
