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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;
import org.otklik.helpdesk.store.Agreements;
import org.otklik.helpdesk.store.TicketQueue;
import org.otklik.helpdesk.ticket.Agreement;
import org.otklik.helpdesk.words.Words;

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
  public record Row(
      TicketQueue.Item ticket, Optional<Deadline> deadline, Optional<Countdown> countdown) {
    /** What is due next, and by whom when that is the client; null when nothing is. */
    public @Nullable String what(Words words) {
      return deadline
          .map(next ->
              words.say("console.deadline." + next.kind())
                  + (next.owner() == Deadline.Owner.CLIENT
                      ? ", " + words.say("console.owes.CLIENT")
                      : ""))
          .orElse(null);
    }

    /** Category and priority, once it was analysed. */
    public @Nullable String kind(Words words) {
      Category category = ticket.category();
      Priority priority = ticket.priority();
      return category == null || priority == null
          ? null
          : RuleWords.word(category, "category.", words)
              + " · "
              + RuleWords.word(priority, "priority.", words);
    }

    /** The style class of the priority. */
    public String tone() {
      Priority priority = ticket.priority();
      return priority == null ? "" : priority.name().toLowerCase(Locale.ROOT);
    }
  }

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
            .map(item -> row(item, Optional.ofNullable(next.get(item.id())), agreed, now))
            .toList();
    return new Rows(query, rows, page.next().map(query::more), revision(rows));
  }

  private static Row row(
      TicketQueue.Item item, Optional<Deadline> next, Map<Long, Agreement> agreed, Instant now) {
    return new Row(
        item,
        next,
        next.filter(deadline -> deadline.pausedAt() == null)
            .flatMap(deadline ->
                Optional.ofNullable(agreed.get(item.clientId()))
                    .flatMap(a ->
                        deadline
                            .due()
                            .map(due -> Countdown.of(deadline, due, a.calendar(), now)))));
  }

  /** Each ticket's earliest deadline that is still owed. */
  private Map<Long, Deadline> next(List<TicketQueue.Item> items) {
    var next = new HashMap<Long, Deadline>();
    List<Long> owing =
        items.stream().filter(i -> i.nextDueAt().isPresent()).map(TicketQueue.Item::id).toList();
    if (!owing.isEmpty()) {
      deadlines.findBySubjectIdInAndFulfilledAtIsNull(owing).stream()
          .filter(deadline -> deadline.isOwed() && deadline.dueAt() != null)
          .sorted(Comparator.comparing(deadline -> deadline.due().orElse(Deadline.NEVER)))
          .forEach(deadline -> next.putIfAbsent(deadline.subjectId(), deadline));
    }
    return next;
  }

  private static String revision(List<Row> rows) {
    int hash = 1;
    for (Row row : rows) {
      // A renamed client or operator changes no ticket's version, but the row.
      hash = 31 * hash + row.ticket().toString().hashCode();
      hash = 31 * hash + row.deadline().map(Deadline::version).orElse(-1L).hashCode();
      hash = 31 * hash + row.countdown().map(Countdown::revision).orElse("").hashCode();
    }
    return Integer.toHexString(hash) + "-" + rows.size();
  }

  /** The query. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface OpenDeadlines extends GenericRepository<Deadline, Long> {
    List<Deadline> findBySubjectIdInAndFulfilledAtIsNull(Collection<Long> ticketIds);
  }
}
