package org.otklik.helpdesk.web;

import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.call.CallRecord;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;

/**
 * A call's card.
 *
 * @param people who it can have been
 * @param clients that the caller can be of, where the number doesn't say
 * @param chosen of those, the one whose people are shown
 * @param ticket the number of the ticket that it became, or belongs to
 * @param plays whether there is a recording that the reader may hear
 * @param refused what was asked for and not done
 */
public record CallPage(
    Chrome chrome,
    CallShown shown,
    List<StaffMember> people,
    List<Client> clients,
    Optional<Long> chosen,
    Optional<Long> ticket,
    boolean plays,
    TicketPage.Refused refused) {

  public CallRecord call() {
    return shown.call();
  }

  /** Whether somebody is to say what came of it, and can. */
  public boolean isOpen() {
    return call().disposition().isUndecided() && call().wasAnswered();
  }

  /** Whether who it was has to be said. */
  public boolean asksWho() {
    return shown.people().size() != 1;
  }

  /** Whether a choice of a form stands as it was made. */
  public boolean isTyped(String form, String field, long id) {
    return refused.typed(form, field, "").equals(Long.toString(id));
  }

  public boolean isWrong(String form, String field) {
    return refused.is(form) && refused.field().equals(field);
  }

  /** Where a call back shows how it went; nothing where there is nothing to call about. */
  public Optional<String> callsBackAt() {
    return ticket
        .map(number -> "/tickets/" + number)
        .or(() -> Optional.ofNullable(call().caseId()).map(CasePage::address));
  }

  /** Whom to call how, as far as we know. */
  public String contact() {
    String caller = call().caller();
    return caller == null ? "" : caller;
  }
}
