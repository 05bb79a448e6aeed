package org.otklik.helpdesk.web;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.call.CallBackRecord;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.hotline.Recordings;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.TicketQueue;

/**
 * Who may hear what was recorded: who talked, who is responsible for the ticket or call case that
 * it is about, and supervisors; a voice message every operator, since any of them may call back.
 */
@Singleton
class Hearing {
  private final TicketQueue tickets;
  private final CallRows.Cases cases;
  private final Recordings recordings;

  Hearing(TicketQueue tickets, CallRows.Cases cases, Recordings recordings) {
    this.tickets = tickets;
    this.cases = cases;
    this.recordings = recordings;
  }

  /** What the reader may hear of a call to the hotline; nothing where nothing was taken over. */
  Optional<Recordings.Playable> of(CallRecord call, CurrentOperator reader) {
    boolean may =
        call.voiceMessage()
            || call.isTakenBy(reader.id())
            || isAnswerable(reader, call.ticketId(), call.caseId());
    return may ? recording(call.pbx(), call.recording()) : Optional.empty();
  }

  /** The same of a call from us. */
  Optional<Recordings.Playable> of(CallBackRecord call, CurrentOperator reader) {
    boolean may =
        call.operatorId() == reader.id() || isAnswerable(reader, call.ticketId(), call.caseId());
    return may ? recording(call.pbx(), call.recording()) : Optional.empty();
  }

  private Optional<Recordings.Playable> recording(@Nullable String pbx, @Nullable String file) {
    return pbx == null || file == null ? Optional.empty() : recordings.find(pbx, file);
  }

  private boolean isAnswerable(
      CurrentOperator reader, @Nullable Long ticketId, @Nullable Long caseId) {
    return reader.supervises()
        || Optional.ofNullable(ticketId)
            .flatMap(tickets::find)
            .map(TicketQueue.Item::responsibleId)
            .filter(id -> id == reader.id())
            .isPresent()
        || Optional.ofNullable(caseId)
            .flatMap(cases::findById)
            .map(CallCase::responsibleId)
            .filter(id -> id == reader.id())
            .isPresent();
  }
}
