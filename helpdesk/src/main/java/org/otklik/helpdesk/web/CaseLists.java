package org.otklik.helpdesk.web;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.call.CallCase;

/** Call cases as the console lists them. */
@JdbcRepository(dialect = Dialect.MYSQL)
public interface CaseLists extends GenericRepository<CallCase, Long> {
  /**
   * A call case in a list.
   *
   * @param dueAt by when a call back is owed; when it was closed, of one that is done
   * @param ticketNumber of the ticket that it became
   */
  @Introspected
  record Row(
      long id,
      @Nullable String caller,
      @Nullable Long clientId,
      @Nullable String clientName,
      String contact,
      @Nullable String responsible,
      int vainHalfDays,
      CallCase.@Nullable Closing closedBecause,
      @Nullable Long ticketNumber,
      @Nullable Instant noticeAt,
      Instant dueAt) {}

  /**
   * Those where a call back is owed, the first due first.
   *
   * @param noticeBefore only those whose notice point has passed then
   * @param afterDue where the page before ended, with {@code afterId}
   */
  @Query(
      """
      SELECT k.id, k.caller, k.client_id, c.name AS client_name, k.contact,
        o.name AS responsible, k.vain_half_days, k.closed_because, NULL AS ticket_number,
        d.notice_at, d.due_at
      FROM deadline d
      JOIN call_case k ON k.id = d.subject_id
      LEFT JOIN client c ON c.id = k.client_id
      LEFT JOIN operator o ON o.id = k.responsible_id
      WHERE d.subject = 'CALL' AND d.outcome IN ('OPEN', 'BREACHED') AND d.due_at IS NOT NULL
        AND d.fulfilled_at IS NULL AND k.closed_at IS NULL AND d.notice_at <= :noticeBefore
        AND (d.due_at > :afterDue OR (d.due_at = :afterDue AND k.id > :afterId))
      ORDER BY d.due_at, k.id LIMIT :most
      """)
  List<Row> owed(Instant noticeBefore, Instant afterDue, long afterId, int most);

  /** Those that are closed, the latest first. */
  @Query(
      """
      SELECT k.id, k.caller, k.client_id, c.name AS client_name, k.contact,
        o.name AS responsible, k.vain_half_days, k.closed_because, t.number AS ticket_number,
        NULL AS notice_at, k.closed_at AS due_at
      FROM call_case k
      LEFT JOIN client c ON c.id = k.client_id
      LEFT JOIN operator o ON o.id = k.responsible_id
      LEFT JOIN ticket t ON t.id = k.ticket_id
      WHERE k.closed_at IS NOT NULL
        AND (k.closed_at < :beforeClosed OR (k.closed_at = :beforeClosed AND k.id < :beforeId))
      ORDER BY k.closed_at DESC, k.id DESC LIMIT :most
      """)
  List<Row> done(Instant beforeClosed, long beforeId, int most);

  /** How many are owed that were due before. */
  @Query(
      """
      SELECT COUNT(*) FROM deadline d
      WHERE d.subject = 'CALL' AND d.outcome IN ('OPEN', 'BREACHED') AND d.due_at < :before
        AND d.fulfilled_at IS NULL
      """)
  long overdue(Instant before);
}
