package org.otklik.helpdesk.desk;

import java.util.List;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Attachment;
import org.otklik.helpdesk.ticket.Comment;

/**
 * Everything that lies in a ticket's file, each list in the order in which it came about.
 *
 * @param calendar in which its terms run
 */
public record TicketFile(
    TicketQueue.Item ticket,
    List<Comment> comments,
    List<Attachment> attachments,
    List<Deadline> deadlines,
    List<HistoryEntry> history,
    List<OutgoingLetter> letters,
    BusinessCalendar calendar) {

  /** The files that came with a comment. */
  public List<Attachment> attachmentsOf(Comment comment) {
    return attachments.stream().filter(a -> a.commentId() == comment.id()).toList();
  }
}
