package org.otklik.helpdesk.desk;

import java.util.List;
import java.util.Map;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Attachment;
import org.otklik.helpdesk.ticket.Comment;

/**
 * Everything that lies in a ticket's file, each list in the order in which it came about.
 *
 * @param calendar in which its terms run
 * @param names of the people in it, by id
 */
public record TicketFile(
    TicketQueue.Item ticket,
    List<Comment> comments,
    List<Attachment> attachments,
    List<Deadline> deadlines,
    List<HistoryEntry> history,
    List<OutgoingLetter> letters,
    BusinessCalendar calendar,
    Map<Long, String> names) {

  /** Who did it: somebody's name today, or the program's. */
  public String actor(HistoryEntry entry) {
    Long id = entry.actorId();
    return id == null ? Actor.PROGRAM.name() : names.getOrDefault(id, "#" + id);
  }

  /** The files that came with a comment. */
  public List<Attachment> attachmentsOf(Comment comment) {
    return attachments.stream().filter(a -> a.commentId() == comment.id()).toList();
  }
}
