package org.otklik.helpdesk.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.plan.Plan;
import org.otklik.helpdesk.ticket.Attachment;
import org.otklik.helpdesk.ticket.Comment;
import org.otklik.helpdesk.ticket.Ticket;

/** The tables, one repository each. */
public interface Rows {
  /** Tickets. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Tickets extends CrudRepository<Ticket, Long> {}

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
    List<Deadline> findByTicketIdOrderById(long ticketId);
  }

  /** History, which can be read and added to. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface History extends GenericRepository<HistoryEntry, Long> {
    List<HistoryEntry> saveAll(Iterable<HistoryEntry> entries);

    List<HistoryEntry> findByTicketIdOrderById(long ticketId);
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

    List<Client> findAllOrderByName();
  }

  /** The people on clients' lists. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Staff extends CrudRepository<StaffMember, Long> {
    List<StaffMember> findByIdIn(Collection<Long> ids);

    List<StaffMember> findByClientIdOrderByName(long clientId);
  }

  /** Plans, in all their revisions. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Plans extends CrudRepository<Plan, Long> {}

  /** The provider's people. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Operators extends CrudRepository<Operator, Long> {
    List<Operator> findByActiveTrueOrderByName();
  }
}
