package org.otklik.helpdesk.hotline;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.call.CaseLife;
import org.otklik.helpdesk.ticket.CallLife;
import org.otklik.helpdesk.ticket.TicketLife;

/** The rules of calls, as parts of the program. */
@Factory
final class CallConfiguration {
  @Singleton
  CallLife callLife(IdSource ids, TicketLife tickets) {
    return new CallLife(ids, tickets);
  }

  @Singleton
  CaseLife caseLife(IdSource ids) {
    return new CaseLife(ids);
  }
}
