package org.otklik.helpdesk.store;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CaseLife;
import org.otklik.helpdesk.ticket.Agreement;

/** Fetches call cases with all that their rules look at, and writes what acts have changed. */
@Singleton
public class Cases {
  private final CallRows.Cases cases;
  private final Rows.Deadlines deadlines;
  private final Agreements agreements;
  private final Foundation foundation;
  private final Plans plans;
  private final Calendars calendars;
  private final Inserts inserts;

  Cases(
      CallRows.Cases cases,
      Rows.Deadlines deadlines,
      Agreements agreements,
      Foundation foundation,
      Plans plans,
      Calendars calendars,
      Inserts inserts) {
    this.cases = cases;
    this.deadlines = deadlines;
    this.agreements = agreements;
    this.foundation = foundation;
    this.plans = plans;
    this.calendars = calendars;
    this.inserts = inserts;
  }

  /** By which terms calls back are owed: a client's, or for nobody's number our own. */
  @Transactional
  public CaseLife.Terms terms(@Nullable Long clientId) {
    if (clientId == null) {
      return new CaseLife.Terms(
          plans.get(foundation.standardPlanId()).terms(),
          calendars.calendar(foundation.providerCalendarId()));
    }
    Agreement agreement = agreements.of(clientId);
    return new CaseLife.Terms(agreement.plan().terms(), agreement.calendar());
  }

  /** A case that nobody else changes until the transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<CaseLife.Standing> lock(long caseId) {
    return cases.lock(caseId).map(this::standing);
  }

  private CaseLife.Standing standing(CallCase callCase) {
    return new CaseLife.Standing(
        callCase, deadlines.findBySubjectIdOrderById(callCase.id()), terms(callCase.clientId()));
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void save(CaseLife.Changed changed) {
    if (changed.isNew()) {
      inserts.all(List.of(changed.after()));
    } else {
      cases.update(changed.after());
    }
    inserts.all(changed.started());
    if (!changed.changed().isEmpty()) {
      deadlines.updateAll(changed.changed());
    }
    inserts.all(changed.entries());
  }
}
