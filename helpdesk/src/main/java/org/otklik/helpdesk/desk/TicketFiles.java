package org.otklik.helpdesk.desk;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.history.HistoryEntry.Act;
import org.otklik.helpdesk.mail.MailFiles;
import org.otklik.helpdesk.mail.MailQuotes;
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
  private final Rows.Tickets tickets;
  private final Rows.Releases releases;
  private final Rows.Staff staff;
  private final Rows.Operators operators;
  private final Agreements agreements;
  private final MailFiles files;
  private final MailQuotes quotes;

  TicketFiles(
      TicketQueue queue,
      Rows.Comments comments,
      Rows.Attachments attachments,
      Rows.Deadlines deadlines,
      Rows.History history,
      Rows.Outbox outbox,
      Rows.Tickets tickets,
      Rows.Releases releases,
      Rows.Staff staff,
      Rows.Operators operators,
      Agreements agreements,
      MailFiles files,
      MailQuotes quotes) {
    this.queue = queue;
    this.comments = comments;
    this.attachments = attachments;
    this.deadlines = deadlines;
    this.history = history;
    this.outbox = outbox;
    this.tickets = tickets;
    this.releases = releases;
    this.staff = staff;
    this.operators = operators;
    this.agreements = agreements;
    this.files = files;
    this.quotes = quotes;
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
    List<HistoryEntry> happened = history.findByTicketIdOrderBySeq(id);
    return new TicketFile(
        ticket,
        comments.findByTicketIdOrderById(id),
        attachments.findByTicketIdOrderById(id),
        deadlines.findBySubjectIdOrderById(id),
        happened,
        outbox.findByTicketIdOrderById(id),
        agreements.of(ticket.clientId()).calendar(),
        names(ticket.clientId(), happened));
  }

  /** Of whatever a ticket's history can name by its id. */
  private Map<Long, String> names(long clientId, List<HistoryEntry> happened) {
    var names = new HashMap<Long, String>();
    operators.findAll().forEach(o -> names.put(o.id(), o.name()));
    staff.findByClientIdOrderByName(clientId).forEach(s -> names.put(s.id(), s.name()));
    Set<Long> chosen = named(happened, EnumSet.of(Act.RELEASE_CHOSEN));
    if (!chosen.isEmpty()) {
      releases.findByIdIn(chosen).forEach(r -> names.put(r.id(), r.name()));
    }
    Set<Long> others = named(happened, EnumSet.of(Act.MERGED, Act.LINKED, Act.SPLIT));
    if (!others.isEmpty()) {
      tickets.findByIdIn(others).forEach(other -> names.put(other.id(), "#" + other.number()));
    }
    return names;
  }

  /** The ids that entries of some acts name, before or after. */
  private static Set<Long> named(List<HistoryEntry> happened, Set<Act> acts) {
    return happened.stream()
        .filter(entry -> acts.contains(entry.act()))
        .flatMap(entry -> Stream.of((entry.was() + " " + entry.became()).split(" ", -1)))
        .filter(word -> word.matches("\\d{1,19}"))
        .map(Long::valueOf)
        .collect(Collectors.toSet());
  }

  /** The folded tail of a comment, if it is one of that ticket's. */
  @Transactional
  public Optional<String> quoted(long ticketId, long commentId) {
    return comments.findById(commentId).filter(c -> c.ticketId() == ticketId).map(quotes::of);
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
