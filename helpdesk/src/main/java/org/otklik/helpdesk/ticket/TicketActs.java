package org.otklik.helpdesk.ticket;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.deadline.DeadlineKind;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.history.HistoryEntry.Act;

/**
 * What can be done to a ticket, each act with all that follows from it. Plain rules: they read
 * nothing and write nothing, but say what is to be written.
 */
public final class TicketActs {
  private static final int SUBJECT_LIMIT = 500;

  private final IdSource ids;

  public TicketActs(IdSource ids) {
    this.ids = ids;
  }

  /**
   * Registers a request: a ticket with its first-response deadline, which runs from the
   * registration in the client's calendar.
   *
   * @param number the ticket's number
   * @param now the instant of registration
   */
  public Changes register(Request request, Agreement agreement, long number, Instant now) {
    var changes = new Changes();
    long ticketId = ids.next();
    Deadline firstResponse = firstResponse(ticketId, agreement, now);
    var ticket =
        new Ticket(
            ticketId,
            number,
            agreement.client().id(),
            request.from().id(),
            agreement.plan().id(),
            subject(request),
            Ticket.State.REGISTERED,
            request.channel(),
            agreement.client().responsibleId(),
            request.arrivedAt(),
            now,
            firstResponse.dueAt(),
            0);
    changes.newTickets.add(ticket);
    changes.newDeadlines.add(firstResponse);
    say(changes, ticketId, Comment.Kind.REQUEST, request, now);
    Actor requester = actor(request);
    changes.history.add(
        entry(ticketId, now, requester, Act.REGISTERED, null, request.channel().name()));
    changes.history.add(
        entry(
            ticketId,
            now,
            Actor.PROGRAM,
            Act.DEADLINE_SET,
            null,
            DeadlineKind.FIRST_RESPONSE + " " + firstResponse.dueAt()));
    return changes;
  }

  private Deadline firstResponse(long ticketId, Agreement agreement, Instant start) {
    var due =
        agreement
            .calendar()
            .due(start, agreement.plan().firstResponseTerm(), agreement.plan().convention());
    return new Deadline(
        ids.next(),
        ticketId,
        DeadlineKind.FIRST_RESPONSE,
        Deadline.Owner.PROVIDER,
        start,
        agreement.calendar().noticePoint(due.at(), agreement.plan().noticeTerm(), start),
        due.at(),
        due.provisional(),
        Deadline.Outcome.OPEN,
        null,
        0);
  }

  /** The client said something more. */
  public Changes reply(Ticket ticket, Request request, Instant now) {
    var changes = new Changes();
    say(changes, ticket.id(), Comment.Kind.REPLY, request, now);
    changes.history.add(entry(ticket.id(), now, actor(request), Act.REPLIED, null, null));
    return changes;
  }

  /**
   * An operator tells the client something. The first such answer is the first response; an
   * automatic acknowledgement is none.
   *
   * @param deadlines all of the ticket's deadlines; those that passed are breached already
   */
  public Changes answer(
      Ticket ticket, List<Deadline> deadlines, Actor operator, String text, Instant now) {
    var changes = new Changes();
    changes.comments.add(comment(ticket.id(), Comment.Kind.ANSWER, operator, text, now));
    changes.history.add(entry(ticket.id(), now, operator, Act.ANSWERED, null, null));
    var after = deadlines.stream().map(d -> answered(changes, d, operator, now)).toList();
    changes.change(ticket.dueBy(after));
    return changes;
  }

  private Deadline answered(Changes changes, Deadline deadline, Actor operator, Instant now) {
    if (deadline.kind() != DeadlineKind.FIRST_RESPONSE || deadline.isFulfilled()) {
      return deadline;
    }
    Deadline fulfilled = deadline.fulfilled(now);
    changes.change(fulfilled);
    changes.history.add(
        entry(
            deadline.ticketId(),
            now,
            operator,
            fulfilled.outcome() == Deadline.Outcome.MET ? Act.DEADLINE_MET : Act.BREACH_FULFILLED,
            null,
            deadline.kind().name()));
    return fulfilled;
  }

  /** Operators tell each other something; no deadline ends by it. */
  public Changes note(Ticket ticket, Actor operator, String text, Instant now) {
    var changes = new Changes();
    changes.comments.add(comment(ticket.id(), Comment.Kind.NOTE, operator, text, now));
    changes.history.add(entry(ticket.id(), now, operator, Act.NOTED, null, null));
    return changes;
  }

  /** Another operator is responsible, or nobody. */
  public Changes assign(
      Ticket ticket,
      @Nullable Long operatorId,
      @Nullable String was,
      @Nullable String becomes,
      Actor by,
      Instant now) {
    var changes = new Changes();
    changes.change(ticket.assignedTo(operatorId));
    changes.history.add(entry(ticket.id(), now, by, Act.ASSIGNED, was, becomes));
    return changes;
  }

  /** A due time passed. The recorded instant is the due time, whenever the engine came by. */
  public Changes breach(Deadline deadline) {
    var changes = new Changes();
    changes.change(deadline.breached());
    changes.history.add(breachEntry(deadline));
    return changes;
  }

  private HistoryEntry breachEntry(Deadline deadline) {
    return entry(
        deadline.ticketId(),
        deadline.dueAt(),
        Actor.PROGRAM,
        Act.DEADLINE_BREACHED,
        null,
        deadline.kind().name());
  }

  private void say(
      Changes changes, long ticketId, Comment.Kind kind, Request request, Instant now) {
    Actor author = actor(request);
    var comment =
        new Comment(
            ids.next(),
            ticketId,
            kind,
            author.kind(),
            author.id(),
            author.name(),
            request.text(),
            request.quoted(),
            request.mailId(),
            now);
    changes.comments.add(comment);
    Long mailId = request.mailId();
    if (mailId != null) {
      for (Request.File file : request.files()) {
        changes.attachments.add(
            new Attachment(
                ids.next(),
                ticketId,
                comment.id(),
                mailId,
                file.part(),
                file.name(),
                file.type(),
                file.size(),
                file.sha256(),
                file.inlined()));
      }
    }
  }

  private Comment comment(
      long ticketId, Comment.Kind kind, Actor author, String text, Instant now) {
    return new Comment(
        ids.next(), ticketId, kind, author.kind(), author.id(), author.name(), text, "", null, now);
  }

  private HistoryEntry entry(
      long ticketId,
      Instant at,
      Actor actor,
      Act act,
      @Nullable String was,
      @Nullable String became) {
    return HistoryEntry.of(ids, ticketId, at, actor, act, was, became);
  }

  private static Actor actor(Request request) {
    return Actor.staff(request.from().id(), request.from().name());
  }

  private static String subject(Request request) {
    String subject = request.subject().strip();
    if (subject.isEmpty()) {
      subject = request.text().strip().lines().findFirst().orElse("");
    }
    return subject.length() <= SUBJECT_LIMIT ? subject : subject.substring(0, SUBJECT_LIMIT);
  }
}
