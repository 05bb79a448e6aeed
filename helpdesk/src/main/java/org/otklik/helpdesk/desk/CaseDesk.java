package org.otklik.helpdesk.desk;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CaseLife;
import org.otklik.helpdesk.call.CaseLife.Standing;
import org.otklik.helpdesk.courier.OutboxRun;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.letter.CaseWriter;
import org.otklik.helpdesk.store.Cases;
import org.otklik.helpdesk.ticket.Refusal;

/** What operators do with call cases: callers for whom there can be no ticket. */
@Singleton
public class CaseDesk {
  private static final int TEXT = 10_000;

  private final TransactionOperations<Connection> transactions;
  private final CaseLife life;
  private final Cases cases;
  private final CaseWriter writer;
  private final OutboxRun outbox;
  private final InstantSource clock;

  CaseDesk(
      TransactionOperations<Connection> transactions,
      CaseLife life,
      Cases cases,
      CaseWriter writer,
      OutboxRun outbox,
      InstantSource clock) {
    this.transactions = transactions;
    this.life = life;
    this.cases = cases;
    this.writer = writer;
    this.outbox = outbox;
    this.clock = clock;
  }

  private interface Act {
    CaseLife.Decided on(Standing standing, Instant now);
  }

  /** They were called back, and this was said: nothing is owed any more. */
  public Outcome<CallCase> calledBack(long caseId, String text, Actor by) {
    return CallLimits.said("text", text, TEXT)
        .<Outcome<CallCase>>map(Outcome.Refused::new)
        .orElseGet(() ->
            perform(
                caseId,
                (standing, now) ->
                    life.calledBack(standing, text, by, now, Optional.empty(), now)));
  }

  /** They were called, and not reached. */
  public Outcome<CallCase> calledInVain(long caseId, String text, Actor by) {
    return CallLimits.tooLong("text", text, TEXT)
        .<Outcome<CallCase>>map(Outcome.Refused::new)
        .orElseGet(
            () -> perform(caseId, (standing, now) -> life.calledInVain(standing, text, by, now)));
  }

  /** They were told by when they will be called. */
  public Outcome<CallCase> promise(long caseId, Instant dueAt, String text, Actor by) {
    return CallLimits.tooLong("text", text, TEXT)
        .<Outcome<CallCase>>map(Outcome.Refused::new)
        .orElseGet(() ->
            perform(
                caseId,
                (standing, now) ->
                    life.promise(
                        standing,
                        Optional.ofNullable(Sane.kept(dueAt)).orElseThrow(),
                        text,
                        by,
                        now)));
  }

  /** Nobody can be called back. */
  public Outcome<CallCase> giveUp(long caseId, String text, Actor by) {
    return CallLimits.tooLong("text", text, TEXT)
        .<Outcome<CallCase>>map(Outcome.Refused::new)
        .orElseGet(() -> perform(caseId, (standing, now) -> life.giveUp(standing, text, by, now)));
  }

  private Outcome<CallCase> perform(long caseId, Act act) {
    Outcome<CallCase> outcome =
        transactions.executeWrite(status -> {
          Instant now = clock.instant();
          return cases
              .lock(caseId)
              .map(standing -> written(act.on(standing, now), now))
              .orElseGet(() -> new Outcome.Refused<>(Refusal.notFound("case")));
        });
    outbox.wakeUp();
    return outcome;
  }

  private Outcome<CallCase> written(CaseLife.Decided decided, Instant now) {
    return switch (decided) {
      case CaseLife.Decided.Refused(Refusal refusal) -> new Outcome.Refused<>(refusal);
      case CaseLife.Decided.Allowed(CaseLife.Changed changed) -> {
        writer.save(changed, now);
        yield new Outcome.Done<>(changed.after());
      }
    };
  }
}
