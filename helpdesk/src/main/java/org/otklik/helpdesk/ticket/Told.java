package org.otklik.helpdesk.ticket;

import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;

/**
 * Something that somebody is to be told, by mail.
 *
 * @param ticket as it is after what happened
 * @param deadline that it is about, if any
 * @param text what was said, "" if nothing
 * @param commentId the comment that says it, where its files go along
 */
public record Told(
    Event event,
    Audience to,
    Ticket ticket,
    @Nullable Deadline deadline,
    String text,
    @Nullable Long commentId) {

  public Told(Event event, Audience to, Ticket ticket, @Nullable Deadline deadline, String text) {
    this(event, to, ticket, deadline, text, null);
  }

  /** Who is told. */
  public enum Audience {
    /** The person who asked. */
    REQUESTER,
    /** The person who asked, and everybody of the client who has written on the ticket. */
    PARTICIPANTS,
    /** The responsible operator or their deputy; while nobody is responsible, every operator. */
    RESPONSIBLE,
    /** All supervisors. */
    SUPERVISORS,
    /** The client's responsible manager on the provider's side. */
    MANAGER
  }

  /** What there is to tell; each has a template in every language. */
  public enum Event {
    /** To the requester: category, priority, planned date. */
    ANALYSED,
    /** To the requester: another category or priority, and what that means for the terms. */
    RECLASSIFIED,
    /** To the requester: another planned date, or another release. */
    PLANNED,
    /** To the requester: a question, and until when it is to be answered. */
    QUESTION,
    /** To the requester: what an operator wrote. */
    ANSWER,
    /** To the requester: the solution, and until when it is to be accepted. */
    SOLUTION,
    /** To the requester: their remarks came, and until when they will be worked. */
    REMARKS_RECEIVED,
    /** To the requester: a term of theirs is about to end. */
    CLIENT_WARNING,
    /** To the requester: a solution still waits for their acceptance. */
    ACCEPTANCE_REMINDER,
    /** To the requester: a term of theirs has passed, and what follows. */
    CLIENT_BREACH,
    /** To the other side: a term won't be kept, and why. */
    NOTICE,
    /** To the other side: another date was agreed upon. */
    MOVED,
    /** To the requester and the responsible operator: the release that is waited for has moved. */
    RELEASE_MOVED,
    /** To the requester: closed, and why. */
    CLOSED,
    /** To the requester: taken up again. */
    REOPENED,
    /** To the responsible operator: the client wrote. */
    REPLIED,
    /** To the responsible operator: the client accepted the solution. */
    ACCEPTED,
    /** To the responsible operator: the client has remarks. */
    REMARKED,
    /** To the responsible operator: a letter to the client could not be delivered; to whom. */
    UNDELIVERED,
    /** To an operator: they are responsible now. */
    ASSIGNED,
    /** To the responsible operator: a term of ours is about to end. */
    WARNING,
    /** To the responsible operator: the planned date has passed. */
    PLANNED_DATE_MISSED,
    /** To the responsible operator and the supervisors: a term of ours has passed. */
    BREACH,
    /** To a supervisor or the responsible manager: and still nothing was done. */
    ESCALATION,
    /** To the responsible operator: the client didn't answer; the ticket may be closed. */
    CLOSING_PROPOSED,
    /** To the responsible operator: the client let a term pass. */
    CLIENT_PASSED,
    /** To the supervisors: a release is past its planned day and not shipped. */
    RELEASE_OVERDUE
  }
}
