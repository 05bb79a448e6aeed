/**
 * Days off as others publish them: a country's production calendar in XML, an iCalendar file, a
 * library of public holidays. Each reader answers with {@link
 * org.otklik.helpdesk.holidays.ReadDates}: the dates, or in words why there are none. What is read
 * comes from outside: sizes are limited, and nothing is fetched because a file says so.
 */
@NullMarked
package org.otklik.helpdesk.holidays;

import org.jspecify.annotations.NullMarked;
