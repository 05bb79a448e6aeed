package org.otklik.helpdesk.mail;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import org.otklik.helpdesk.outbox.Dispatch;
import org.otklik.intake.Screened;
import org.otklik.intake.Steps;
import org.otklik.intake.VerdictHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out verdicts: a whole batch in one transaction, since that is what makes a backlog fast;
 * and when that fails, each message in a transaction of its own, so that one bad message spoils no
 * other.
 */
@Singleton
class MailDesk implements VerdictHandler {
  private static final Logger LOG = LoggerFactory.getLogger(MailDesk.class);

  private final TransactionOperations<Connection> transactions;
  private final MailActs acts;
  private final Decisions decisions;
  private final Steps steps;
  private final Dispatch dispatch;

  MailDesk(
      TransactionOperations<Connection> transactions,
      MailActs acts,
      Decisions decisions,
      Steps steps,
      Dispatch dispatch) {
    this.transactions = transactions;
    this.acts = acts;
    this.decisions = decisions;
    this.steps = steps;
    this.dispatch = dispatch;
  }

  @Override
  public void act(List<Screened> screened) {
    if (screened.isEmpty()) {
      return;
    }
    try {
      actTogether(screened);
    } catch (RuntimeException e) {
      if (DatabaseTrouble.isBehind(e)) {
        throw e;
      }
      if (screened.size() > 1) {
        LOG.warn("A batch of {} messages failed; taking them one by one", screened.size(), e);
      }
      screened.forEach(this::actAlone);
    }
    dispatch.wakeUp();
  }

  private void actTogether(List<Screened> screened) {
    transactions.executeWrite(status -> {
      acts.carryOut(screened);
      steps.reached(Steps.Step.ACTING);
      return screened.size();
    });
  }

  private void actAlone(Screened screened) {
    try {
      actTogether(List.of(screened));
    } catch (RuntimeException e) {
      failed(screened, e);
    }
  }

  @Override
  public void failed(Screened screened, RuntimeException failure) {
    if (DatabaseTrouble.isBehind(failure)) {
      throw failure;
    }
    LOG.warn("Message {} could not be acted upon", screened.kept().id(), failure);
    decisions.failed(screened, words(failure));
  }

  private static String words(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
