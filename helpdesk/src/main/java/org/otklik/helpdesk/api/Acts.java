package org.otklik.helpdesk.api;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.authentication.AuthorizationException;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.desk.TicketDesk;
import org.otklik.helpdesk.desk.TicketDetails;
import org.otklik.helpdesk.ticket.ActKind;
import org.otklik.helpdesk.ticket.TicketAct;

/** Does acts to tickets for whoever asks by the API, and answers with the ticket as it then is. */
@Singleton
final class Acts {
  private final TicketDesk desk;
  private final TicketDetails details;

  Acts(TicketDesk desk, TicketDetails details) {
    this.desk = desk;
    this.details = details;
  }

  MutableHttpResponse<TicketViews.Ticket> perform(
      String id, TicketAct act, @Nullable String ifMatch, Authentication by) {
    return perform(id, act, ifMatch, "", by);
  }

  /** Once under a key; "" for none. */
  MutableHttpResponse<TicketViews.Ticket> perform(
      String id, TicketAct act, @Nullable String ifMatch, String key, Authentication by) {
    long ticketId = Ids.inPath(id, "ticket");
    CurrentOperator operator = CurrentOperator.of(by);
    if (act.kind().isForSupervisors() && !operator.supervises()) {
      throw new AuthorizationException(by);
    }
    RefusedException.done(
        desk.perform(ticketId, act, operator.actor(), Versions.seen(ifMatch), key));
    return show(ticketId, by);
  }

  MutableHttpResponse<TicketViews.Ticket> show(long ticketId, Authentication by) {
    return details
        .find(ticketId)
        .map(found ->
            Versions.tagged(
                TicketViews.Ticket.of(
                    found,
                    allowed(ActKind.allowedIn(found.ticket().state()), CurrentOperator.of(by))),
                found.ticket().version()))
        .orElseThrow(() -> RefusedException.notFound("ticket"));
  }

  /** Only what the asker may do counts as allowed. */
  static List<ActKind> allowed(List<ActKind> acts, CurrentOperator operator) {
    return acts.stream().filter(act -> operator.supervises() || !act.isForSupervisors()).toList();
  }
}
