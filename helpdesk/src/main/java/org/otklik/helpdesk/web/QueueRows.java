package org.otklik.helpdesk.web;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Agreement;

/** Reads the part of the queue that is looked at, each ticket with its countdown. */
@Singleton
public class QueueRows {
  private final TicketQueue queue;
  private final OpenDeadlines deadlines;
  private final Agreements agreements;
  private final InstantSource clock;

  QueueRows(
      TicketQueue queue, OpenDeadlines deadlines, Agreements agreements, InstantSource clock) {
    this.queue = queue;
    this.deadlines = deadlines;
    this.agreements = agreements;
    this.clock = clock;
  }

  /** A ticket in the queue. */
  public record Row(TicketQueue.Item ticket, Optional<Countdown> countdown) {}

  /**
   * What is looked at.
   *
   * @param more the address with more of it
   * @param revision differs when anything does that doesn't tick by itself
   */
  public record Rows(QueueQuery query, List<Row> rows, Optional<QueueQuery> more, String revision) {

    /** Where to ask whether anything has changed. */
    public String pollAddress() {
      String asked = query.query();
      return "/queue/rows" + asked + (asked.isEmpty() ? "?" : "&") + "rev=" + revision;
    }
  }

  @Transactional
  public Rows read(QueueQuery query, long operatorId) {
    TicketQueue.Page page = queue.page(query.filter(operatorId), query.after(), query.shown());
    Map<Long, Deadline> next = next(page.items());
    Map<Long, Agreement> agreed =
        agreements.of(
            page.items().stream().map(TicketQueue.Item::clientId).collect(Collectors.toSet()));
    Instant now = clock.instant();
    List<Row> rows =
        page.items().stream()
            .map(item ->
                new Row(
                    item,
                    Optional.ofNullable(next.get(item.id()))
                        .flatMap(deadline ->
                            Optional.ofNullable(agreed.get(item.clientId()))
                                .map(a -> Countdown.of(deadline, a.calendar(), now)))))
            .toList();
    return new Rows(query, rows, page.next().map(query::more), revision(rows));
  }

  /** Each ticket's earliest deadline that is still owed. */
  private Map<Long, Deadline> next(List<TicketQueue.Item> items) {
    var next = new HashMap<Long, Deadline>();
    List<Long> owing =
        items.stream().filter(i -> i.nextDueAt().isPresent()).map(TicketQueue.Item::id).toList();
    if (!owing.isEmpty()) {
      deadlines.findByTicketIdInAndFulfilledAtIsNull(owing).stream()
          .sorted(Comparator.comparing(Deadline::dueAt))
          .forEach(deadline -> next.putIfAbsent(deadline.ticketId(), deadline));
    }
    return next;
  }

  private static String revision(List<Row> rows) {
    int hash = 1;
    for (Row row : rows) {
      // A renamed client or operator changes no ticket's version, but the row.
      hash = 31 * hash + row.ticket().toString().hashCode();
      hash = 31 * hash + row.countdown().map(Countdown::revision).orElse("").hashCode();
    }
    return Integer.toHexString(hash) + "-" + rows.size();
  }

  /** The query. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface OpenDeadlines extends GenericRepository<Deadline, Long> {
    List<Deadline> findByTicketIdInAndFulfilledAtIsNull(Collection<Long> ticketIds);
  }
}
