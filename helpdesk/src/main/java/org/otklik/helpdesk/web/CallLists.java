package org.otklik.helpdesk.web;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.call.CallRecord;

/** Calls as the console lists them. */
@JdbcRepository(dialect = Dialect.MYSQL)
public interface CallLists extends GenericRepository<CallRecord, Long> {
  /** That go on, who called first stands first. */
  @Query(
      """
      SELECT * FROM hotline_call WHERE entered_at > :since AND outcome IS NULL
      ORDER BY entered_at, id LIMIT :most
      """)
  List<CallRecord> goingOn(Instant since, int most);

  /** An operator is still to say what came of them. */
  @Query(
      """
      SELECT * FROM hotline_call WHERE disposition = 'AWAITED'
        AND (operator_id = :operatorId OR last_operator_id = :operatorId)
      ORDER BY dispose_by, id LIMIT :most
      """)
  List<CallRecord> awaited(long operatorId, int most);

  /** That are over, the latest first. */
  @Query(
      """
      SELECT * FROM hotline_call WHERE outcome IS NOT NULL
      ORDER BY entered_at DESC, id DESC LIMIT :most
      """)
  List<CallRecord> latest(int most);

  /**
   * A call back that is owed.
   *
   * @param ticketId of the ticket, and {@code number} its number; null for a call case
   * @param caseId of the call case
   * @param caller in E.164, of a call case
   */
  @Introspected
  record Owed(
      long id,
      Instant dueAt,
      String outcome,
      @Nullable Long ticketId,
      @Nullable Long number,
      @Nullable String subject,
      @Nullable String clientName,
      @Nullable String person,
      @Nullable Long caseId,
      @Nullable String caller,
      @Nullable String contact,
      @Nullable String responsible) {
    public boolean breached() {
      return outcome.equals("BREACHED");
    }
  }

  /** Call backs that are owed, the first due first. */
  @Query(
      """
      SELECT d.id, d.due_at, d.outcome, t.id AS ticket_id, t.number,
        t.subject, c.name AS client_name, s.name AS person, k.id AS case_id, k.caller, k.contact,
        o.name AS responsible
      FROM deadline d
      LEFT JOIN ticket t ON d.subject = 'TICKET' AND t.id = d.subject_id
      LEFT JOIN call_case k ON d.subject = 'CALL' AND k.id = d.subject_id
      LEFT JOIN client c ON c.id = COALESCE(t.client_id, k.client_id)
      LEFT JOIN staff s ON s.id = t.requester_id
      LEFT JOIN operator o ON o.id = COALESCE(t.responsible_id, k.responsible_id)
      WHERE d.outcome IN ('OPEN', 'BREACHED') AND d.due_at IS NOT NULL AND d.kind = 'FEEDBACK'
        AND d.fulfilled_at IS NULL
      ORDER BY d.due_at, d.id LIMIT :most
      """)
  List<Owed> owed(int most);
}
