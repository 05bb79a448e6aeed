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
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.outbox.Letters;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.helpdesk.outbox.OutgoingLetter.Purpose;
import org.otklik.intake.Screened;
import org.otklik.intake.message.Bounce;
import org.otklik.intake.message.ParsedMessage;
import org.otklik.intake.screening.Verdict;

/**
 * A message that was forwarded to a client and didn't arrive there is held: nothing is dropped, and
 * nothing is forwarded again by itself.
 */
@Singleton
class CameBack {
  private final Decided decided;
  private final LetterLists letters;
  private final InstantSource clock;

  CameBack(Decided decided, LetterLists letters, InstantSource clock) {
    this.decided = decided;
    this.letters = letters;
    this.clock = clock;
  }

  /** The mail server refuses the letter for good. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void refused(OutgoingLetter letter, String words) {
    if (letter.purpose() == Purpose.FORWARD) {
      hold(letter, "forward-not-delivered", words);
    }
  }

  /** Reports of failed delivery among messages that were just acted upon. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void reported(List<Screened> batch) {
    for (Screened screened : batch) {
      if (screened.verdict() instanceof Verdict.Bounced(String recipient, boolean permanent, var _)
          && permanent) {
        screened
            .message()
            .flatMap(ParsedMessage::bounce)
            .flatMap(bounce -> forward(bounce, recipient))
            .ifPresent(letter -> hold(letter, "forward-bounced", recipient));
      }
    }
  }

  /** The forwarding letter of ours that a report is about; anybody can write a report. */
  private Optional<OutgoingLetter> forward(Bounce bounce, String recipient) {
    return Optional.ofNullable(bounce.originalMessageId())
        .flatMap(id ->
            Letters.idIn(id)
                .flatMap(letters::findById)
                .filter(letter -> letter.messageId().equals(id)))
        .filter(letter -> letter.purpose() == Purpose.FORWARD)
        .filter(letter -> letter.recipient().equalsIgnoreCase(recipient));
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
