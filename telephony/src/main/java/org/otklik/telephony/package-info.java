/**
 * The hotline, from a PBX to a call with its outcome. Knows calls; knows no ticket, no SQL and no
 * framework.
 *
 * <p>Here stand the ports, what a help desk must answer and do, and the values that they speak in.
 * The link to Asterisk is behind them, in {@code org.otklik.telephony.asterisk}.
 */
@NullMarked
package org.otklik.telephony;

import org.jspecify.annotations.NullMarked;
