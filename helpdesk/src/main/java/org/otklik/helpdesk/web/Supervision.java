package org.otklik.helpdesk.web;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.otklik.helpdesk.deadline.Deadline.Outcome;
import org.otklik.helpdesk.deadline.Deadline.Owner;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.DeadlineList;
import org.otklik.helpdesk.store.DeadlineList.Filter;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.web.SupervisionPage.Read;
import org.otklik.helpdesk.web.SupervisionPage.Row;
import org.otklik.helpdesk.web.SupervisionQuery.Tab;

/** Reads what a supervisor watches. */
@Singleton
class Supervision {
  private static final int SHOWN = 50;
  private static final int SOON_HOURS = 24;

  private final DeadlineList deadlines;
  private final Agreements agreements;
  private final InstantSource clock;

  Supervision(DeadlineList deadlines, Agreements agreements, InstantSource clock) {
    this.deadlines = deadlines;
    this.agreements = agreements;
    this.clock = clock;
  }

  @Transactional
  Read read(SupervisionQuery query) {
    Instant now = clock.instant();
    Tab tab = query.tab();
    DeadlineList.Page page =
        tab.isOfDeadlines()
            ? deadlines.page(filter(query), query.after(), SHOWN)
            : new DeadlineList.Page(List.of(), Optional.empty());
    return new Read(
        query,
        rows(page.items(), now),
        page.next().map(query::from),
        tab == Tab.LOAD ? deadlines.loads(now.plus(SOON_HOURS, ChronoUnit.HOURS)) : List.of(),
        tab == Tab.WATCHED ? deadlines.closingProposed() : List.of(),
        tab == Tab.WATCHED ? deadlines.withoutRelease() : List.of());
  }

  private static Filter filter(SupervisionQuery query) {
    return new Filter(
        query.tab() == Tab.COMING ? Outcome.OPEN : Outcome.BREACHED,
        query.tab() == Tab.CLIENTS ? Owner.CLIENT : Owner.PROVIDER,
        null,
        query.tab() == Tab.FULFILLED,
        query.clientId(),
        query.operatorId(),
        null);
  }

  private List<Row> rows(List<DeadlineList.Item> items, Instant now) {
    Map<Long, Agreement> agreed =
        agreements.of(items.stream().map(DeadlineList.Item::clientId).collect(Collectors.toSet()));
    return items.stream()
        // That a planned date was missed warned its operator; it is no breach.
        .filter(item -> item.outcome() == Outcome.OPEN || item.kind().canBeBreached())
        .map(item ->
            new Row(
                item,
                item.fulfilledAt() == null
                    ? Optional.ofNullable(agreed.get(item.clientId()))
                        .map(a -> Countdown.of(item.noticeAt(), item.dueAt(), a.calendar(), now))
                    : Optional.empty()))
        .toList();
  }
}
