package org.otklik.helpdesk.ticket;

import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.plan.Plan;

/** What is agreed with a client: the terms, and the calendar in which they run. */
public record Agreement(Client client, Plan plan, BusinessCalendar calendar) {}
