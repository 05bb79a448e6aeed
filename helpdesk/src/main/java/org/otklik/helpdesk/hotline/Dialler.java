package org.otklik.helpdesk.hotline;

import java.util.Optional;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.ticket.Refusal;

/** Has a PBX ring an operator, then a number. Whoever knows the PBXs implements it. */
public interface Dialler {
  /**
   * Asks a PBX. How it went comes to {@code CallHandler.calledBack} under the wish's {@link
   * CallBackRecord#code}. Called after the wish is committed, outside any transaction.
   *
   * @return why no PBX was asked; empty when one was
   */
  Optional<Refusal> dial(CallBackRecord wish);
}
