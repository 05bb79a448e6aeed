package org.otklik.helpdesk.hotline;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.store.CallRows;

/** Calls for which a time has passed, each taken by one program and in a transaction of its own. */
@Singleton
public class LateCalls {
  private final TransactionOperations<Connection> transactions;
  private final CallRows.Calls calls;
  private final MissedCalls missed;
  private final CallsIn callsIn;
  private final CallsBack callsBack;

  LateCalls(
      TransactionOperations<Connection> transactions,
      CallRows.Calls calls,
      MissedCalls missed,
      CallsIn callsIn,
      CallsBack callsBack) {
    this.transactions = transactions;
    this.calls = calls;
    this.missed = missed;
    this.callsIn = callsIn;
    this.callsBack = callsBack;
  }

  /**
   * A call whose operator hasn't said in time what came of it becomes a ticket, marked so.
   *
   * @return whether there was one
   */
  public boolean undocumentedOne(Instant now) {
    return transactions.executeWrite(status -> {
      Optional<CallRecord> call = calls.claimUndocumented(now);
      call.ifPresent(found -> calls.update(missed.undocumented(found, now)));
      return call.isPresent();
    });
  }

  /**
   * A call of whose end nobody has told counts as cut off.
   *
   * @return whether there was one
   */
  public boolean forgottenCall(Instant cameBefore) {
    return callsIn.giveUpOne(cameBefore);
  }

  /**
   * A call back of which nobody has told how it went.
   *
   * @return whether there was one
   */
  public boolean forgottenCallBack(Instant wishedBefore) {
    return transactions.executeWrite(status -> callsBack.giveUpOne(wishedBefore));
  }
}
