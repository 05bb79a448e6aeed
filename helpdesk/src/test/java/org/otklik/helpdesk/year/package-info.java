/**
 * A simulated year: a seeded cast of operators, supervisors and clients works with the program on a
 * clock of ours, and a checker that shares no rule and no calendar with it says what must be there.
 */
@NullMarked
package org.otklik.helpdesk.year;

import org.jspecify.annotations.NullMarked;
