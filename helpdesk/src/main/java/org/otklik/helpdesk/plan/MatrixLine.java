package org.otklik.helpdesk.plan;

import org.otklik.helpdesk.calendar.Term;

/**
 * The terms of one kind of ticket.
 *
 * @param resolution from the end of the first analysis
 * @param acceptance from the delivery of the solution; the client's
 * @param rework from the receipt of the client's remarks
 * @param notice how long before the due time a party must have told the other
 */
public record MatrixLine(TermRule resolution, TermRule acceptance, TermRule rework, Term notice) {

  /** Rework by its own rule, or by that of the resolution. */
  public TermRule reworkRule() {
    return rework instanceof TermRule.AsResolution ? resolution : rework;
  }
}
