package org.otklik.helpdesk.calendar;

import java.time.Instant;

/**
 * When a term ends.
 *
 * @param at the exact instant; sub-minute parts of the start are kept
 * @param provisional the term reaches a year whose days off are not all known: to be computed again
 *     when they are
 */
public record Due(Instant at, boolean provisional) {}
