package org.otklik.helpdesk.mail;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;

/**
 * A message that was forwarded to a client and didn't arrive there is held: nothing is dropped, and
 * nothing is forwarded again by itself.
 */
@Singleton
public class CameBack {
  private final Decided decided;
  private final InstantSource clock;

  CameBack(Decided decided, InstantSource clock) {
    this.decided = decided;
    this.clock = clock;
  }

  /** The mail server refuses the letter for good. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void refused(OutgoingLetter letter, String words) {
    if (letter.purpose() == Purpose.FORWARD) {
      hold(letter, "forward-not-delivered", words);
    }
  }

  /** A mail system reports that it can't be delivered; anybody can write a report. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void bounced(OutgoingLetter letter, String recipient) {
    if (letter.purpose() == Purpose.FORWARD) {
      hold(letter, "forward-bounced", recipient);
    }
  }

  /** It was one of too many to the same recipient, and isn't sent. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void keptBack(OutgoingLetter letter) {
    if (letter.purpose() == Purpose.FORWARD) {
      hold(letter, "forward-kept-back", "");
    }
  }

  private void hold(OutgoingLetter letter, String reason, String detail) {
    Long mailId = letter.mailId();
    if (mailId != null) {
      decided.heldAgain(mailId, reason, Decision.cut(detail, 500), clock.instant());
      decided.forgetAlarm(mailId);
    }
  }

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface Decided extends GenericRepository<DecidedMail, Long> {
    @Query(
        """
        UPDATE mail_decision
        SET outcome = 'HELD', reason = :reason, reason_detail = :detail, decided_at = :now
        WHERE mail_id = :mailId AND outcome = 'FORWARDED'
        """)
    void heldAgain(long mailId, String reason, String detail, Instant now);

    /** It is held anew: a new term runs. */
    @Query(
        """
        DELETE FROM held_alarm WHERE mail_id = :mailId AND EXISTS (
          SELECT 1 FROM mail_decision WHERE mail_id = :mailId AND outcome = 'HELD')
        """)
    void forgetAlarm(long mailId);
  }
}
