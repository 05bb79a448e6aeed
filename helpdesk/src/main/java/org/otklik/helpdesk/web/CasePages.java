package org.otklik.helpdesk.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.calendar.BusinessCalendar;
import org.otklik.helpdesk.call.CallCase;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.hotline.Acquaintances;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.Cases;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.web.CaseListPage.Tab;

/** Gathers what the pages of call cases show. */
@Singleton
class CasePages {
  private static final int SHOWN = 50;

  private final CaseLists lists;
  private final CallRows.Cases rows;
  private final CallRows.CaseEntries entries;
  private final Cases cases;
  private final Rows.Deadlines deadlines;
  private final Rows.Clients clients;
  private final Rows.Staff staff;
  private final Rows.Operators operators;
  private final Clients choice;
  private final TicketQueue tickets;
  private final Acquaintances acquaintances;
  private final CallEntries calls;
  private final Chromes chromes;
  private final InstantSource clock;

  CasePages(
      CaseLists lists,
      CallRows.Cases rows,
      CallRows.CaseEntries entries,
      Cases cases,
      Rows.Deadlines deadlines,
      Rows.Clients clients,
      Rows.Staff staff,
      Rows.Operators operators,
      Clients choice,
      TicketQueue tickets,
      Acquaintances acquaintances,
      CallEntries calls,
      Chromes chromes,
      InstantSource clock) {
    this.lists = lists;
    this.rows = rows;
    this.entries = entries;
    this.cases = cases;
    this.deadlines = deadlines;
    this.clients = clients;
    this.staff = staff;
    this.operators = operators;
    this.choice = choice;
    this.tickets = tickets;
    this.acquaintances = acquaintances;
    this.calls = calls;
    this.chromes = chromes;
    this.clock = clock;
  }

  @Transactional
  CaseListPage list(
      HttpRequest<?> request, CurrentOperator operator, Tab tab, @Nullable String after) {
    Instant now = clock.instant();
    Optional<ListPosition> position = ListPosition.of(after);
    List<CaseLists.Row> found = found(tab, position, now);
    List<CaseLists.Row> shown = found.stream().limit(SHOWN).toList();
    return new CaseListPage(
        chromes.of(request, operator, "hotline", "console.cases.title"),
        tab,
        rows(shown, tab, now),
        found.size() > SHOWN
            ? Optional.of(
                "/hotline/cases?tab="
                    + tab.key()
                    + "&after="
                    + new ListPosition(shown.getLast().dueAt(), shown.getLast().id()))
            : Optional.empty());
  }

  private List<CaseLists.Row> found(Tab tab, Optional<ListPosition> after, Instant now) {
    if (tab == Tab.DONE) {
      return lists.done(
          after.map(ListPosition::at).orElse(Deadline.NEVER),
          after.map(ListPosition::id).orElse(Long.MAX_VALUE),
          SHOWN + 1);
    }
    return lists.owed(
        tab == Tab.DUE ? now : Deadline.NEVER,
        after.map(ListPosition::at).orElse(Instant.EPOCH),
        after.map(ListPosition::id).orElse(0L),
        SHOWN + 1);
  }

  private List<CaseListPage.Row> rows(List<CaseLists.Row> items, Tab tab, Instant now) {
    Map<Optional<Long>, BusinessCalendar> calendars = new HashMap<>();
    return items.stream()
        .map(item ->
            new CaseListPage.Row(
                item,
                tab == Tab.DONE
                    ? Optional.empty()
                    : Optional.of(
                        Countdown.of(
                            item.noticeAt(),
                            item.dueAt(),
                            calendars.computeIfAbsent(
                                Optional.ofNullable(item.clientId()),
                                client -> cases.terms(client.orElse(null)).calendar()),
                            now))))
        .toList();
  }

  /** A case's page; nothing when there is none. */
  @Transactional
  Optional<CasePage> page(
      HttpRequest<?> request,
      CurrentOperator operator,
      long id,
      Optional<Long> chosen,
      TicketPage.Refused refused) {
    return rows.findById(id).map(found -> page(request, operator, found, chosen, refused));
  }

  private CasePage page(
      HttpRequest<?> request,
      CurrentOperator operator,
      CallCase found,
      Optional<Long> chosen,
      TicketPage.Refused refused) {
    Instant now = clock.instant();
    Chrome chrome = chromes.of(request, operator, "hotline", "console.cases.title");
    String caller = found.caller();
    BusinessCalendar calendar = cases.terms(found.clientId()).calendar();
    var history = entries.findByCaseIdOrderById(found.id());
    List<CallEntry> calls = this.calls.ofCase(found.id(), operator);
    return new CasePage(
        chrome.at(
            CasePage.address(found.id()),
            chrome.say(
                "console.case.title",
                caller == null ? chrome.say("console.call.withheld") : caller)),
        found,
        Optional.ofNullable(found.clientId()).flatMap(clients::findById),
        Optional.ofNullable(found.responsibleId()).flatMap(operators::findById).map(Operator::name),
        deadlines.findBySubjectIdOrderById(found.id()).reversed().stream()
            .map(deadline -> DeadlineView.of(deadline, calendar, now))
            .toList(),
        calls,
        history,
        people(found, chosen),
        choice.list(),
        chosen,
        Optional.ofNullable(found.ticketId()).flatMap(tickets::find).map(TicketQueue.Item::number),
        Integer.toHexString(
            31 * (31 * Long.hashCode(found.version()) + history.size()) + calls.hashCode()),
        refused);
  }

  /** Whose number it is, and everybody of the client that was chosen, or whose number it is. */
  private List<StaffMember> people(CallCase found, Optional<Long> chosen) {
    Acquaintances.Look look = acquaintances.look(found.caller());
    Stream<Long> firms = chosen.isPresent() ? chosen.stream() : look.clientIds().stream();
    return Stream.concat(
            chosen.isPresent() ? Stream.empty() : look.people().stream(),
            firms
                .flatMap(client -> staff.findByClientIdOrderByName(client).stream())
                .filter(StaffMember::active))
        .distinct()
        .toList();
  }
}
