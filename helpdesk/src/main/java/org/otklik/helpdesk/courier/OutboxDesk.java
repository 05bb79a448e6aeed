package org.otklik.helpdesk.courier;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.mail.CameBack;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.outbox.OutgoingLetter;
import org.otklik.intake.courier.Delivery;
import org.otklik.intake.wire.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which letters are to be sent, and what came of them. A letter that is taken can't be taken again
 * for a while: when its courier dies, another repeats it then, under the same Message-ID.
 */
@Singleton
class OutboxDesk {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxDesk.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final Duration LAST_RETRY = Duration.ofMinutes(30);

  /** About five days of retries, as RFC 5321 §4.5.4.1 asks for. */
  private static final int MOST_ATTEMPTS = 250;

  private final OutboxRows rows;
  private final LetterPace pace;
  private final CameBack cameBack;
  private final MailSettings settings;
  private final InstantSource clock;

  OutboxDesk(
      OutboxRows rows,
      LetterPace pace,
      CameBack cameBack,
      MailSettings settings,
      InstantSource clock) {
    this.rows = rows;
    this.pace = pace;
    this.cameBack = cameBack;
    this.settings = settings;
    this.clock = clock;
  }

  @Transactional
  public List<OutgoingLetter> take(int limit) {
    Instant now = clock.instant();
    List<OutgoingLetter> taken = withinCaps(now, limit);
    if (!taken.isEmpty()) {
      rows.take(taken.stream().map(OutgoingLetter::id).toList(), now.plus(settings.claim()));
    }
    return taken;
  }

  /** What is over a cap is kept back, and makes room for what comes after it. */
  private List<OutgoingLetter> withinCaps(Instant now, int limit) {
    List<OutgoingLetter> due = rows.due(now, limit);
    Map<Long, String> keptBack = pace.keptBack(due, now);
    var within = new ArrayList<OutgoingLetter>();
    for (OutgoingLetter letter : due) {
      String why = keptBack.get(letter.id());
      if (why == null) {
        within.add(letter);
      } else {
        LOG.warn("Letter {} is kept back: {}", letter.id(), why);
        rows.keepBack(letter.id(), why);
        cameBack.keptBack(letter);
      }
    }
    return within.isEmpty() && !due.isEmpty() ? withinCaps(now, limit) : within;
  }

  /**
   * Whether letters taken at an instant can still be begun: half of the hold is left for sending.
   */
  boolean stillOurs(Instant taken) {
    return clock.instant().isBefore(taken.plus(settings.claim().dividedBy(2)));
  }

  /** What was taken and not begun is due again, as if it had never been taken. */
  @Transactional
  public void giveBack(List<OutgoingLetter> letters) {
    var neverTried = new ArrayList<Long>();
    for (OutgoingLetter letter : letters) {
      boolean ours = rows.giveBack(letter.id(), letter.attempts(), letter.nextTryAt()) == 1;
      if (ours && letter.attempts() == 0) {
        neverTried.add(letter.id());
      }
    }
    if (!neverTried.isEmpty()) {
      pace.forget(neverTried);
    }
  }

  /** Keeps others from a letter while it is being sent, however long that takes. */
  Hold hold(OutgoingLetter letter) {
    return new Hold(
        settings.claim().dividedBy(3),
        () -> rows.hold(letter.id(), letter.attempts(), clock.instant().plus(settings.claim())));
  }

  /** What came of a letter, unless another has taken it meanwhile. */
  @Transactional
  public void record(OutgoingLetter letter, Delivery delivery) {
    if (rows.lock(letter.id(), letter.attempts()).isEmpty()) {
      LOG.warn(
          "Letter {} was settled or taken by another meanwhile: {} isn't recorded",
          letter.id(),
          delivery);
      return;
    }
    Instant now = clock.instant();
    int attempts = letter.attempts() + 1;
    switch (delivery) {
      case Delivery.Accepted accepted -> rows.sent(letter.id(), now);
      case Delivery.Refused(Problem problem) -> fail(letter, problem);
      case Delivery.Deferred(Problem problem) -> {
        if (attempts >= MOST_ATTEMPTS) {
          fail(letter, problem);
        } else {
          LOG.info("Letter {} to {} waits: {}", letter.id(), letter.recipient(), problem.words());
          rows.deferred(letter.id(), LetterProblem.written(problem), now.plus(pause(attempts)));
        }
      }
    }
  }

  private void fail(OutgoingLetter letter, Problem problem) {
    LOG.warn("Letter {} to {} can't be sent: {}", letter.id(), letter.recipient(), problem.words());
    rows.failed(letter.id(), LetterProblem.written(problem));
    cameBack.refused(letter, LetterProblem.written(problem));
  }

  private static Duration pause(int attempts) {
    Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(attempts - 1, 10));
    return doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
  }

  /** The table. */
  @JdbcRepository(dialect = Dialect.MYSQL)
  interface OutboxRows extends GenericRepository<OutgoingLetter, Long> {
    @Query(
        """
        SELECT * FROM outbox WHERE state = 'WAITING' AND next_try_at <= :now
        ORDER BY next_try_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
        """)
    List<OutgoingLetter> due(Instant now, int limit);

    @Query(
        """
        UPDATE outbox SET attempts = attempts + 1, next_try_at = :until WHERE id IN (:ids)
        """)
    void take(Collection<Long> ids, Instant until);

    @Query(
        """
        UPDATE outbox SET attempts = :attempts, next_try_at = :due
        WHERE id = :id AND state = 'WAITING' AND attempts = :attempts + 1
        """)
    int giveBack(long id, int attempts, Instant due);

    @Query(
        """
        UPDATE outbox SET next_try_at = :until
        WHERE id = :id AND state = 'WAITING' AND attempts = :attempts + 1
        """)
    void hold(long id, int attempts, Instant until);

    @Query(
        """
        SELECT id FROM outbox
        WHERE id = :id AND state = 'WAITING' AND attempts = :attempts + 1 FOR UPDATE
        """)
    Optional<Long> lock(long id, int attempts);

    @Query("UPDATE outbox SET state = 'SENT', sent_at = :at, problem = NULL WHERE id = :id")
    void sent(long id, Instant at);

    @Query("UPDATE outbox SET problem = :words, next_try_at = :next WHERE id = :id")
    void deferred(long id, String words, Instant next);

    @Query("UPDATE outbox SET state = 'KEPT_BACK', problem = :why WHERE id = :id")
    void keepBack(long id, String why);

    @Query("UPDATE outbox SET state = 'FAILED', problem = :words WHERE id = :id")
    void failed(long id, String words);
  }
}
