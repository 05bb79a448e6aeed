package org.otklik.helpdesk.mail;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.otklik.helpdesk.store.Inserts;
import org.otklik.intake.KeptMail;
import org.otklik.intake.Screened;
import org.otklik.intake.screening.Reason;

/**
 * Records what came of messages, of one mailbox at a time. A message is decided once: a second
 * decision fails.
 */
@Singleton
class Decisions {
  /** After so many failures a message is shelved, for a person to look at. */
  private static final int FAILURES = 5;

  private final MailRows.Pending pending;
  private final Inserts inserts;
  private final Untold untold;
  private final InstantSource clock;

  Decisions(MailRows.Pending pending, Inserts inserts, Untold untold, InstantSource clock) {
    this.pending = pending;
    this.inserts = inserts;
    this.untold = untold;
    this.clock = clock;
  }

  @Transactional
  public void record(List<Decision> decisions) {
    inserts.all(decisions.stream().map(DecidedMail::of).toList());
    List<KeptMail> mails = decisions.stream().map(decision -> decision.screened().kept()).toList();
    long first = mails.stream().mapToLong(KeptMail::id).min().orElseThrow();
    long last = mails.stream().mapToLong(KeptMail::id).max().orElseThrow();
    close(pending.lock(first, last), mails.size());
    untold.add(mails);
  }

  /**
   * What is undecided belongs to an open batch: so when there is one, all that was just decided
   * belonged to it.
   */
  private void close(List<PendingBatch> batches, int decided) {
    if (batches.size() == 1 && batches.getFirst().mails() == decided) {
      pending.close(batches.getFirst().id());
    } else {
      batches.forEach(batch ->
          pending.closeDecided(batch.id(), batch.mailboxId(), batch.firstId(), batch.lastId()));
    }
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
                  .came(MailOutcome.UNREADABLE, Reason.of(Decision.SHELVED, words))));
    }
  }
}
