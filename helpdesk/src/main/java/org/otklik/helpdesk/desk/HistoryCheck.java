package org.otklik.helpdesk.desk;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.otklik.helpdesk.history.HistoryChain;
import org.otklik.helpdesk.history.HistoryEntry;
import org.otklik.helpdesk.ticket.Ticket;

/**
 * Verifies the chain of every ticket's history, and that what was said is what was said. An erased
 * text has no salt any more and is not compared.
 */
@Singleton
public class HistoryCheck {
  private static final int TICKETS_AT_ONCE = 200;

  private final Chains chains;

  HistoryCheck(Chains chains) {
    this.chains = chains;
  }

  /**
   * A ticket whose history doesn't hold.
   *
   * @param seq the first entry that doesn't
   */
  public record Broken(long ticketNumber, int seq, String why) {}

  /** How many tickets and entries were looked at, and those that don't hold. */
  public record Findings(long tickets, long entries, List<Broken> broken) {}

  /** Some tickets in the order of their ids; the next call goes on after the last. */
  public record Some(Findings findings, Optional<Long> next) {}

  /** Looks at a limited number of tickets, so that a long history doesn't hold up anybody. */
  @Transactional(readOnly = true)
  public Some some(long afterTicketId) {
    List<Head> heads = chains.heads(afterTicketId, TICKETS_AT_ONCE);
    if (heads.isEmpty()) {
      return new Some(new Findings(0, 0, List.of()), Optional.empty());
    }
    List<Long> ids = heads.stream().map(Head::id).toList();
    Map<Long, List<HistoryEntry>> entries =
        chains.entries(ids).stream().collect(Collectors.groupingBy(HistoryEntry::ticketId));
    Map<Long, String> digests =
        chains.said(ids).stream()
            .collect(Collectors.toMap(Said::id, s -> HistoryChain.digest(s.salt(), s.text())));
    List<Broken> broken =
        heads.stream()
            .flatMap(
                head -> broken(head, entries.getOrDefault(head.id(), List.of()), digests).stream())
            .toList();
    long count = entries.values().stream().mapToLong(List::size).sum();
    return new Some(new Findings(heads.size(), count, broken), Optional.of(heads.getLast().id()));
  }

  private static Optional<Broken> broken(
      Head head, List<HistoryEntry> entries, Map<Long, String> digests) {
    String before = HistoryChain.BEGINNING;
    int seq = 0;
    for (HistoryEntry entry : entries) {
      seq++;
      if (entry.seq() != seq) {
        return Optional.of(new Broken(head.number(), seq, "an entry is missing"));
      }
      if (!HistoryChain.hash(entry, before).equals(entry.hash())) {
        return Optional.of(new Broken(head.number(), seq, "an entry was changed"));
      }
      String digest = entry.commentId() == null ? null : digests.get(entry.commentId());
      if (digest != null && !digest.equals(entry.digest())) {
        return Optional.of(new Broken(head.number(), seq, "what was said was changed"));
      }
      before = entry.hash();
    }
    boolean whole = head.historyLength() == seq && head.historyHash().equals(before);
    return whole
        ? Optional.empty()
        : Optional.of(new Broken(head.number(), seq, "the last entries are missing"));
  }

  /** Where a ticket's history ends. */
  @Introspected
  record Head(long id, long number, int historyLength, String historyHash) {}

  /** What was said, and not erased. */
  @Introspected
  record Said(long id, String salt, String text) {}

  /** The queries. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Chains extends GenericRepository<Ticket, Long> {
    @Query(
        """
        SELECT id, number, history_length, history_hash FROM ticket
        WHERE id > :after ORDER BY id LIMIT :limit
        """)
    List<Head> heads(long after, int limit);

    @Query("SELECT * FROM history WHERE ticket_id IN (:ids) ORDER BY ticket_id, seq")
    List<HistoryEntry> entries(Collection<Long> ids);

    @Query("SELECT id, salt, text FROM comment WHERE ticket_id IN (:ids) AND salt <> ''")
    List<Said> said(Collection<Long> ids);
  }
}
