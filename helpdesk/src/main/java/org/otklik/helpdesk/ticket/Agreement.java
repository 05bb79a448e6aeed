package org.otklik.helpdesk.ticket;

import java.time.LocalDate;
import java.util.List;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Warranty;
import org.otklik.helpdesk.plan.Plan;

/**
 * What is agreed with a client: the terms, and the calendar in which they run.
 *
 * @param plan for a ticket, the revision that it was registered under
 */
public record Agreement(
    Client client, Plan plan, BusinessCalendar calendar, List<Warranty> warranties) {

  /** Whether a component is under warranty on a day. */
  boolean warrants(long componentId, LocalDate day) {
    return warranties.stream().anyMatch(w -> w.componentId() == componentId && w.runsOn(day));
  }
}
