package org.otklik.helpdesk.mail;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.store.Inserts;
import org.otklik.intake.Screened;
import org.otklik.intake.screening.Reason;

/** Records what came of messages. A message is decided once: a second decision fails. */
@Singleton
class Decisions {
  /** After so many failures a message is shelved, for a person to look at. */
  private static final int FAILURES = 5;

  private final MailRows.Pending pending;
  private final Inserts inserts;
  private final MailRows.Untold untold;
  private final InstantSource clock;

  Decisions(
      MailRows.Pending pending, Inserts inserts, MailRows.Untold untold, InstantSource clock) {
    this.pending = pending;
    this.inserts = inserts;
    this.untold = untold;
    this.clock = clock;
  }

  @Transactional
  public void record(List<Decision> decisions) {
    List<Long> ids = decisions.stream().map(decision -> decision.screened().kept().id()).toList();
    if (pending.take(ids) != decisions.size()) {
      throw new IllegalStateException("a message of the batch was decided elsewhere");
    }
    inserts.all(decisions.stream().map(DecidedMail::of).toList());
    untold.add(ids);
  }

  /**
   * Acting upon a message failed; it stays pending, or is shelved when that happened too often. The
   * record of a shelved message says nothing of what stands in it: that may be why it failed.
   */
  @Transactional
  public void failed(Screened screened, String words) {
    long id = screened.kept().id();
    pending.failed(id);
    if (pending.attempts(id).filter(attempts -> attempts >= FAILURES).isPresent()) {
      var shelved = new Screened(screened.kept(), Optional.empty(), "", screened.verdict());
      record(
          List.of(
              Decision.on(shelved, clock.instant())
                  .came(MailOutcome.UNREADABLE, Reason.of("failed-repeatedly", words))));
    }
  }
}
