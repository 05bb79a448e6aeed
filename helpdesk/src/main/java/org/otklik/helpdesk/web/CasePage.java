package org.otklik.helpdesk.web;

import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.call.CaseEntry;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.ticket.HalfDays;

/**
 * A call case's page.
 *
 * @param client whose number it is, if one client's
 * @param deadlines the latest first
 * @param people who it can have been
 * @param clients to choose from
 * @param chosen of those, the one whose people are shown
 * @param ticket the number of the ticket that it became
 * @param revision changes with what the page shows
 * @param refused what was asked for and not done
 */
public record CasePage(
    Chrome chrome,
    CallCase standing,
    Optional<Client> client,
    Optional<String> responsible,
    List<DeadlineView> deadlines,
    List<CallEntry> calls,
    List<CaseEntry> history,
    List<StaffMember> people,
    List<Client> clients,
    Optional<Long> chosen,
    Optional<Long> ticket,
    String revision,
    TicketPage.Refused refused) {

  public String address() {
    return address(standing.id());
  }

  static String address(long caseId) {
    return "/hotline/cases/" + caseId;
  }

  /** Where to ask whether anything is new. */
  public String newsAddress() {
    return address() + "/news?rev=" + revision + chosen.map(id -> "&client=" + id).orElse("");
  }

  /** What the client that was chosen adds to an address. */
  public String choice() {
    return chosen.map(id -> Long.toString(id)).orElse("");
  }

  public List<DeadlineView> owed() {
    return deadlines.stream().filter(view -> view.deadline().isOwed()).toList();
  }

  public List<DeadlineView> past() {
    return deadlines.stream().filter(view -> !view.deadline().isOwed()).toList();
  }

  /** Whether nobody can be called back, or enough was tried. */
  public boolean canGiveUp() {
    return hasNoNumber() || standing.vainHalfDays() >= HalfDays.ENOUGH;
  }

  public boolean hasNoNumber() {
    return standing.caller() == null && standing.contact().isBlank();
  }

  /** On how many half-days they are to be called before one gives up. */
  public int enough() {
    return HalfDays.ENOUGH;
  }

  /** What was said along with a step; of a closing without a word, why. */
  public String text(CaseEntry entry) {
    return entry.act() == CaseEntry.Act.CLOSED
        ? List.of(CallCase.Closing.values()).stream()
            .filter(closing -> closing.name().equals(entry.text()))
            .map(closing -> chrome.say("console.case.closed." + closing))
            .findFirst()
            .orElse(entry.text())
        : entry.text();
  }

  public boolean isTyped(String form, String field, long id) {
    return refused.typed(form, field, "").equals(Long.toString(id));
  }
}
