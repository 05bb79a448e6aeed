package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.TicketFile;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.Rows;

/** Gathers what a ticket's page shows besides its file. */
@Singleton
class TicketPages {
  private final Chromes chromes;
  private final Rows.Operators operators;
  private final ClientRegister register;
  private final InstantSource clock;

  TicketPages(
      Chromes chromes, Rows.Operators operators, ClientRegister register, InstantSource clock) {
    this.chromes = chromes;
    this.operators = operators;
    this.register = register;
    this.clock = clock;
  }

  TicketPage of(
      HttpRequest<?> request,
      CurrentOperator operator,
      TicketFile file,
      TicketPage.Refused refused) {
    Instant now = clock.instant();
    var ticket = file.ticket();
    Chrome chrome =
        chromes
            .of(request, operator, "queue", "console.queue.title")
            .at("/tickets/" + ticket.number(), "№ " + ticket.number() + " " + ticket.subject());
    return new TicketPage(
        chrome,
        file,
        file.deadlines().stream().map(d -> DeadlineView.of(d, file.calendar(), now)).toList(),
        register.addresses(ticket.requesterId()),
        operators.findByActiveTrueOrderByName(),
        refused);
  }
}
