package org.otklik.helpdesk.store;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.call.CaseEntry;

/** The tables of calls, one repository each. */
public interface CallRows {
  /** Calls to the hotline. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Calls extends CrudRepository<CallRecord, Long> {
    /**
     * Makes a call's row, unless there is one; waits for another transaction that makes it. Not by
     * INSERT IGNORE: two that wait would share a lock that each of them then wants alone.
     */
    @Query(
        """
        INSERT INTO hotline_call (id, pbx, linkedid, caller, shown_name, shown_number,
          matched, client_id, staff_id, entered_at, left_waiting, voice_message, disposition, said,
          known_at, version)
        VALUES (:id, :pbx, :linkedid, :caller, :shownName, :shownNumber, :matched, :clientId,
          :staffId, :enteredAt, FALSE, FALSE, 'OPEN', '', :knownAt, 0)
        ON DUPLICATE KEY UPDATE version = version
        """)
    void introduce(
        long id,
        String pbx,
        String linkedid,
        @Nullable String caller,
        String shownName,
        String shownNumber,
        CallRecord.Match matched,
        @Nullable Long clientId,
        @Nullable Long staffId,
        Instant enteredAt,
        Instant knownAt);

    /** Nobody else changes it until the transaction ends. */
    @Query("SELECT * FROM hotline_call WHERE pbx = :pbx AND linkedid = :linkedid FOR UPDATE")
    Optional<CallRecord> lock(String pbx, String linkedid);

    @Query("SELECT * FROM hotline_call WHERE id = :id FOR UPDATE")
    Optional<CallRecord> lock(long id);

    /** The calls of a case belong to the ticket that it became. */
    @Query(
        """
        UPDATE hotline_call SET ticket_id = :ticketId, version = version + 1
        WHERE case_id = :caseId
        """)
    void becameTicket(long caseId, long ticketId);

    Optional<CallRecord> findByPbxAndLinkedid(String pbx, String linkedid);

    List<CallRecord> findByTicketIdOrderById(long ticketId);

    List<CallRecord> findByCaseIdOrderById(long caseId);

    /** The first call about a ticket, or a call case, that nobody took after an instant. */
    @Query(
        """
        SELECT MIN(entered_at) FROM hotline_call
        WHERE (ticket_id = :ticketId OR case_id = :caseId) AND disposition = 'MISSED'
          AND entered_at > :after
        """)
    @Nullable Instant missedSince(@Nullable Long ticketId, @Nullable Long caseId, Instant after);

    /** One call whose operator hasn't said in time what came of it; others skip it. */
    @Query(
        """
        SELECT * FROM hotline_call WHERE disposition = 'AWAITED' AND dispose_by <= :now
        ORDER BY dispose_by, id LIMIT 1 FOR UPDATE SKIP LOCKED
        """)
    Optional<CallRecord> claimUndocumented(Instant now);

    /** One call of whose end nobody has told; others skip it. */
    @Query(
        """
        SELECT * FROM hotline_call WHERE outcome IS NULL AND entered_at < :before
        ORDER BY entered_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
        """)
    Optional<CallRecord> claimForgotten(Instant before);
  }

  /** Whoever wasn't answered, by day. */
  @Introspected
  record Missed(@Nullable Long ticketId, @Nullable Long caseId) {}

  /** What missed callers became. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface MissedCallers extends GenericRepository<CallRecord, Long> {
    @Query(
        """
        INSERT INTO missed_caller (caller, day) VALUES (:caller, :day)
        ON DUPLICATE KEY UPDATE day = day
        """)
    void introduce(String caller, LocalDate day);

    @Query(
        """
        SELECT ticket_id, case_id FROM missed_caller WHERE caller = :caller AND day = :day
        FOR UPDATE
        """)
    Missed lock(String caller, LocalDate day);

    @Query(
        """
        UPDATE missed_caller SET ticket_id = :ticketId, case_id = :caseId
        WHERE caller = :caller AND day = :day
        """)
    void became(String caller, LocalDate day, @Nullable Long ticketId, @Nullable Long caseId);
  }

  /** Call cases. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Cases extends CrudRepository<CallCase, Long> {
    @Query("SELECT * FROM call_case WHERE id = :id FOR UPDATE")
    Optional<CallCase> lock(long id);

    @Query("SELECT * FROM call_case WHERE id < :before ORDER BY id DESC LIMIT :limit")
    List<CallCase> page(long before, int limit);

    @Query(
        """
        SELECT * FROM call_case WHERE closed_at IS NULL AND id < :before
        ORDER BY id DESC LIMIT :limit
        """)
    List<CallCase> openPage(long before, int limit);

    @Query(
        """
        SELECT * FROM call_case WHERE closed_at IS NOT NULL AND id < :before
        ORDER BY id DESC LIMIT :limit
        """)
    List<CallCase> closedPage(long before, int limit);
  }

  /** What happened to call cases, which can be read and added to. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface CaseEntries extends GenericRepository<CaseEntry, Long> {
    List<CaseEntry> findByCaseIdOrderById(long caseId);
  }

  /** Calls from us. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface CallBacks extends CrudRepository<CallBackRecord, Long> {
    @Query("SELECT * FROM call_back WHERE id = :id FOR UPDATE")
    Optional<CallBackRecord> lock(long id);

    List<CallBackRecord> findByTicketIdOrderById(long ticketId);

    List<CallBackRecord> findByCaseIdOrderById(long caseId);

    /** The last that an operator wished for. */
    @Query(
        """
        SELECT * FROM call_back WHERE operator_id = :operatorId ORDER BY id DESC LIMIT 1
        """)
    Optional<CallBackRecord> latestOf(long operatorId);

    /** One of which nobody has ever told how it went; others skip it. */
    @Query(
        """
        SELECT * FROM call_back WHERE outcome IS NULL AND requested_at < :before
        ORDER BY requested_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
        """)
    Optional<CallBackRecord> claimForgotten(Instant before);
  }

  /** Whose telephones are whose. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Extensions extends GenericRepository<Operator, Long> {
    @Query("SELECT id FROM operator WHERE extension = :extension AND active")
    Optional<Long> operatorAt(String extension);

    /** Whose it is, whether they still work here or not. */
    @Query("SELECT id FROM operator WHERE extension = :extension")
    Optional<Long> holder(String extension);

    @Query("UPDATE operator SET extension = :extension, version = version + 1 WHERE id = :id")
    int give(long id, @Nullable String extension);
  }
}
