/**
 * A PBX that runs Asterisk, by way of its manager interface (AMI).
 *
 * <p>Start with {@link org.otklik.telephony.asterisk.Hotline}. AMI repeats nothing, so what happens
 * while nobody listens is gone from it. Hence each milestone of a call comes twice: at once, as an
 * event, and from the ledger that the shipped dialplan writes into Asterisk's own database, which
 * is read after every reconnect and every minute. Both are the same rows ({@code Milestones}),
 * merged in any order ({@code Calls}), read into a call with its outcome ({@code Ledger}), and
 * acknowledged away once the help desk has it.
 */
@NullMarked
package org.otklik.telephony.asterisk;

import org.jspecify.annotations.NullMarked;
