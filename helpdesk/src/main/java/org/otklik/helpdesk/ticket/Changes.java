package org.otklik.helpdesk.ticket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.outbox.OutgoingLetter;

/**
 * All that one or several acts change, to be written in one transaction. Collects; decides nothing.
 * Not thread-safe.
 */
public final class Changes {
  public final List<Ticket> newTickets = new ArrayList<>();
  public final List<Comment> comments = new ArrayList<>();
  public final List<Attachment> attachments = new ArrayList<>();
  public final List<Deadline> newDeadlines = new ArrayList<>();
  public final List<HistoryEntry> history = new ArrayList<>();
  public final List<OutgoingLetter> letters = new ArrayList<>();
  public final List<TicketLink> links = new ArrayList<>();

  /** What people are to be told; whoever writes the changes makes letters of it. */
  public final List<Told> told = new ArrayList<>();

  /** By id; of several changes to one row the last stands. */
  public final Map<Long, Ticket> changedTickets = new LinkedHashMap<>();

  public final Map<Long, Deadline> changedDeadlines = new LinkedHashMap<>();

  void change(Ticket ticket) {
    changedTickets.put(ticket.id(), ticket);
  }

  void change(Deadline deadline) {
    changedDeadlines.put(deadline.id(), deadline);
  }

  /** Everything of another set of changes as well. */
  public void addAll(Changes more) {
    newTickets.addAll(more.newTickets);
    changedTickets.putAll(more.changedTickets);
    comments.addAll(more.comments);
    attachments.addAll(more.attachments);
    newDeadlines.addAll(more.newDeadlines);
    changedDeadlines.putAll(more.changedDeadlines);
    history.addAll(more.history);
    letters.addAll(more.letters);
    links.addAll(more.links);
    told.addAll(more.told);
  }
}
