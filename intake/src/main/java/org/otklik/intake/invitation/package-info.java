/**
 * What a calendar part (iCalendar, RFC 5545; iTIP, RFC 5546) invites to. Lines and properties are
 * read by vinnie; nothing is expanded, so that no rule of a hostile calendar is ever followed.
 */
@NullMarked
package org.otklik.intake.invitation;

import org.jspecify.annotations.NullMarked;
