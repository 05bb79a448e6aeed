package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.helpdesk.outbox.OutgoingLetter.State;
import org.otklik.intake.Screened;
import org.otklik.intake.screening.Verdict;

/** Records on our letters what mail systems report of their delivery. */
@Singleton
class ReturnedLetters {
  private final Rows rows;
  private final CameBack cameBack;

  ReturnedLetters(Rows rows, CameBack cameBack) {
    this.rows = rows;
    this.cameBack = cameBack;
  }

  /** The letters that a batch reports on, by id; those that don't exist are left out. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<Long, OutgoingLetter> look(List<Screened> batch) {
    var ids = new HashSet<Long>();
    for (Screened screened : batch) {
      if (screened.verdict() instanceof Verdict.Bounced bounced) {
        bounced.letter().ifPresent(letter -> ids.add(letter.id()));
      }
    }
    var letters = new HashMap<Long, OutgoingLetter>();
    if (!ids.isEmpty()) {
      rows.lock(ids).forEach(letter -> letters.put(letter.id(), letter));
    }
    return letters;
  }

  /**
   * Records a report on a letter. What was to be forwarded to a client, and can't be, is held
   * again: nothing is dropped.
   *
   * @param known is brought up to date
   * @return whether it says something new; mail systems repeat themselves
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean record(
      OutgoingLetter letter, Verdict.Bounced report, Map<Long, OutgoingLetter> known) {
    if (letter.purpose() == Purpose.FORWARD
        && !letter.recipient().equalsIgnoreCase(report.recipient())) {
      return false; // Anybody can write a report; what it would undo went to the client alone.
    }
    State state = report.permanent() ? State.BOUNCED : State.DELAYED;
    if (letter.state() == state || letter.state() == State.BOUNCED) {
      return false;
    }
    rows.returned(letter.id(), state, Decision.cut(report.recipient(), 320));
    known.put(letter.id(), letter.in(state));
    if (report.permanent()) {
      cameBack.bounced(letter, report.recipient());
    }
    return true;
  }

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Rows extends GenericRepository<OutgoingLetter, Long> {
    @Query("SELECT * FROM outbox WHERE id IN (:ids) ORDER BY id FOR UPDATE")
    List<OutgoingLetter> lock(Collection<Long> ids);

    /** A letter that came back is not sent again, whatever we know of the first try. */
    @Query("UPDATE outbox SET state = :state, problem = :recipient WHERE id = :id")
    void returned(long id, State state, String recipient);
  }
}
