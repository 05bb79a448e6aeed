/**
 * The business calendar, and how a deadline is counted.
 *
 * <p>{@link org.otklik.helpdesk.calendar.CalendarData} says when a firm works: its zone, its weekly
 * hours, and the dated exceptions. {@link org.otklik.helpdesk.calendar.BusinessCalendar} counts
 * with it: {@code calendar.due(start, Term.parse("1bd"), Convention.CIVIL)}. {@link
 * org.otklik.helpdesk.calendar.CalendarYaml} reads such data from a file; {@code docs/calendars.md}
 * describes the format.
 *
 * <p>Everything here is immutable, safe for any number of threads, and knows neither a database nor
 * a framework. An instant is open when the wall clock of the calendar's zone then stands inside the
 * hours of its date, so that an hour that the clock skips is not worked and one that it repeats is
 * worked twice.
 */
@NullMarked
package org.otklik.helpdesk.calendar;

import org.jspecify.annotations.NullMarked;
