package org.otklik.helpdesk.desk;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.ticket.Request;
import org.otklik.helpdesk.ticket.Ticket;
import org.otklik.helpdesk.ticket.TicketAct;

/**
 * Remembers what was said under which key, so that a form sent twice says it once: a double click,
 * or a second try after an answer that got lost.
 */
@Singleton
class SentOnce {
  private static final Duration REMEMBERED = Duration.ofDays(7);
  private static final int FORGOTTEN_AT_ONCE = 100;

  private final Digests digests;

  SentOnce(Digests digests) {
    this.digests = digests;
  }

  /**
   * Whether it is the first time; waits for another transaction that says the same. A transaction
   * that isn't committed was none.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean isFirst(long ticketId, TicketAct act, Actor by, String key, Instant now) {
    return isFirst(ticketId + " " + by.id() + " " + act.kind(), said(act), key, now);
  }

  /**
   * The same of anything else.
   *
   * @param about what it is said of
   * @param said all that was said
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean isFirst(String about, String said, Actor by, String key, Instant now) {
    return isFirst(about + " " + by.id(), said, key, now);
  }

  private boolean isFirst(String what, String said, String key, Instant now) {
    digests.forget(now.minus(REMEMBERED), FORGOTTEN_AT_ONCE);
    return digests.add(digest(what, said, key), now) == 1;
  }

  private static String digest(String what, String said, String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String part : List.of(what, key, said)) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String said(TicketAct act) {
    return switch (act) {
      case TicketAct.Answer(String text, List<Request.File> files) -> text + "\n" + files;
      case TicketAct.Note(String text, List<Request.File> files) -> text + "\n" + files;
      default -> act.toString();
    };
  }

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Digests extends GenericRepository<Ticket, Long> {
    @Query("INSERT IGNORE INTO sent_once (digest, at) VALUES (:digest, :at)")
    int add(String digest, Instant at);

    @Query("DELETE FROM sent_once WHERE at < :before LIMIT :most")
    void forget(Instant before, int most);
  }
}
