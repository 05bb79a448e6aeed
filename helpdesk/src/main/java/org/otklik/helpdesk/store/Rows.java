package org.otklik.helpdesk.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import org.otklik.helpdesk.access.Absence;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.client.Warranty;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.release.Component;
import org.otklik.helpdesk.release.Release;
import org.otklik.helpdesk.ticket.Attachment;
import org.otklik.helpdesk.ticket.Comment;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketLink;

/** The tables, one repository each. */
public interface Rows {
  /** Tickets. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Tickets extends CrudRepository<Ticket, Long> {
    /** Nobody else changes them until the transaction ends. */
    @Query("SELECT * FROM ticket WHERE id IN (:ids) ORDER BY id FOR UPDATE")
    List<Ticket> lock(Collection<Long> ids);

    List<Ticket> findByIdIn(Collection<Long> ids);
  }

  /** What was said on tickets. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Comments extends CrudRepository<Comment, Long> {
    List<Comment> findByTicketIdOrderById(long ticketId);
  }

  /** Files that came with comments. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Attachments extends CrudRepository<Attachment, Long> {
    List<Attachment> findByTicketIdOrderById(long ticketId);
  }

  /** Deadlines. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Deadlines extends CrudRepository<Deadline, Long> {
    List<Deadline> findBySubjectIdOrderById(long subjectId);

    List<Deadline> findBySubjectIdInOrderById(Collection<Long> subjectIds);
  }

  /** History, which can be read and added to. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface History extends GenericRepository<HistoryEntry, Long> {
    List<HistoryEntry> findByTicketIdOrderBySeq(long ticketId);
  }

  /** Mail that is to go out. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Outbox extends CrudRepository<OutgoingLetter, Long> {
    List<OutgoingLetter> findByTicketIdOrderById(long ticketId);
  }

  /** Client firms. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Clients extends CrudRepository<Client, Long> {
    List<Client> findByIdIn(Collection<Long> ids);

    /** Nobody changes their calendars until the transaction ends. */
    @Query(
        """
        SELECT id FROM calendar WHERE id IN (SELECT calendar_id FROM client WHERE id IN (:ids))
        ORDER BY id LOCK IN SHARE MODE
        """)
    List<Long> holdCalendars(Collection<Long> ids);

    List<Client> findAllOrderByName();
  }

  /** The people on clients' lists. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Staff extends CrudRepository<StaffMember, Long> {
    List<StaffMember> findByIdIn(Collection<Long> ids);

    List<StaffMember> findByClientIdOrderByName(long clientId);
  }

  /** What tickets are to each other. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Links extends CrudRepository<TicketLink, Long> {
    List<TicketLink> findByTicketIdOrOtherIdOrderById(long ticketId, long otherId);
  }

  /** Parts of the supported product. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Components extends CrudRepository<Component, Long> {
    List<Component> findAllOrderByName();
  }

  /** Their releases. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Releases extends CrudRepository<Release, Long> {
    List<Release> findByShippedAtIsNullAndCancelledFalseOrderByPlannedOn();

    List<Release> findAllOrderByPlannedOnDesc();

    List<Release> findByComponentIdOrderByPlannedOn(long componentId);

    List<Release> findByIdIn(Collection<Long> ids);
  }

  /** What the provider mends free of charge. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Warranties extends CrudRepository<Warranty, Long> {
    List<Warranty> findByClientIdIn(Collection<Long> clientIds);
  }

  /** When they are away. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Absences extends CrudRepository<Absence, Long> {
    List<Absence> findByOperatorIdOrderByFromAt(long operatorId);
  }

  /** The provider's people. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Operators extends CrudRepository<Operator, Long> {
    List<Operator> findByActiveTrueOrderByName();
  }
}
