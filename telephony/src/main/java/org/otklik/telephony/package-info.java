/**
 * The hotline, from a PBX to a call with its outcome. Knows calls; knows no ticket, no SQL and no
 * framework.
 *
 * <p>So far only the ports stand here: what a help desk must answer and do. The link to Asterisk
 * comes behind them.
 */
@NullMarked
package org.otklik.telephony;

import org.jspecify.annotations.NullMarked;
