package org.otklik.helpdesk.desk;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.otklik.helpdesk.letter.LetterWriter;
import org.otklik.helpdesk.store.ChangeStore;
import org.otklik.helpdesk.store.Matters;
import org.otklik.helpdesk.ticket.Changes;
import org.otklik.helpdesk.ticket.Decided;
import org.otklik.helpdesk.ticket.Matter;

/** Does the same to many tickets, in the transaction of what it follows from. */
@Singleton
class TicketSweep {
  private static final int AT_ONCE = 500;

  private final Matters matters;
  private final LetterWriter letters;
  private final ChangeStore store;

  TicketSweep(Matters matters, LetterWriter letters, ChangeStore store) {
    this.matters = matters;
    this.letters = letters;
    this.store = store;
  }

  /**
   * Tickets are locked in the order of their ids; those where nothing follows are left alone.
   *
   * @param ticketIds ascending
   * @return how many tickets it changed
   */
  @Transactional(propagation = Propagation.MANDATORY)
  int each(List<Long> ticketIds, Instant now, Function<Matter, Decided.Allowed> act) {
    int changed = 0;
    for (int from = 0; from < ticketIds.size(); from += AT_ONCE) {
      var some = ticketIds.subList(from, Math.min(from + AT_ONCE, ticketIds.size()));
      changed += some(new ArrayList<>(some), now, act);
    }
    return changed;
  }

  private int some(List<Long> ticketIds, Instant now, Function<Matter, Decided.Allowed> act) {
    var changes = new Changes();
    int changed = 0;
    for (Matter matter : matters.lock(ticketIds).values()) {
      Decided.Allowed done = act.apply(matter);
      if (!done.changes().history.isEmpty()) {
        changes.addAll(done.changes());
        changed++;
      }
    }
    letters.write(changes, now);
    store.save(changes);
    return changed;
  }
}
