package org.otklik.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.otklik.intake.mailbox.FetchedMail;
import org.otklik.intake.mailbox.MailboxSink;
import org.otklik.intake.message.MessageParser;
import org.otklik.intake.message.Remark;
import org.otklik.intake.screening.Reason;
import org.otklik.intake.screening.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole way of a mail from a mailbox to what becomes of it, read downward: fetched, kept,
 * parsed, screened, acted upon; then the mailbox is told. A crash between any two steps loses
 * nothing and does nothing twice: what is kept but not acted upon is {@linkplain #resume resumed},
 * what is acted upon but not told is told later.
 *
 * <p>While a batch is screened and acted upon, the next ones are kept and parsed: the one is mostly
 * the database's work, the other mostly ours. {@link Acting} keeps in order what depends on
 * another.
 *
 * <p>One for each mailbox; safe for use by several threads, which take turns.
 */
public final class MailIntake implements MailboxSink {
  private static final Logger LOG = LoggerFactory.getLogger(MailIntake.class);
  private static final int RESUMED_AT_ONCE = 200;

  private final String mailbox;
  private final MessageParser parser;
  private final MailKeeper keeper;
  private final Screener screener;
  private final VerdictHandler desk;
  private final Steps steps;
  private final ReentrantLock turn = new ReentrantLock();
  private final Acting acting;

  /** Whether older mail may be kept and not acted upon: at first, and after a failure. */
  private volatile boolean behind = true;

  /** Whether some of it can't be read now. */
  private volatile boolean leftForLater;

  public MailIntake(
      String mailbox,
      MessageParser parser,
      MailKeeper keeper,
      Screener screener,
      VerdictHandler desk,
      Steps steps) {
    this.mailbox = mailbox;
    this.parser = parser;
    this.keeper = keeper;
    this.screener = screener;
    this.desk = desk;
    this.steps = steps;
    this.acting =
        new Acting("mailbox " + mailbox + " acting", this::screen, this::act, () -> behind = true);
  }

  @Override
  public Set<Long> taken(long uidValidity, Collection<Long> uids) {
    return keeper.kept(mailbox, uidValidity, uids);
  }

  /** Comes back when the batch is kept and parsed, and there is room for the next. */
  @Override
  public void take(long uidValidity, List<FetchedMail> batch) {
    turn.lock();
    try {
      steps.reached(Steps.Step.FETCHED);
      Keeping keeping = keep(uidValidity, batch);
      List<KeptMail> kept = keeping.kept();
      steps.reached(Steps.Step.KEPT);
      if (behind) {
        acting.await();
        actOnPending(kept.stream().mapToLong(KeptMail::id).min().orElse(Long.MAX_VALUE));
      }
      pass(kept, mail -> keeping.read(mail).orElseGet(() -> read(mail)));
    } finally {
      turn.unlock();
    }
  }

  private Keeping keep(long uidValidity, List<FetchedMail> batch) {
    boolean through = false;
    try {
      var keeping = Keeping.of(batch, () -> keeper.keep(mailbox, uidValidity, batch), parser);
      through = true;
      return keeping;
    } finally {
      if (!through) {
        behind = true; // It may be kept all the same.
      }
    }
  }

  @Override
  public void finish() {
    acting.await();
  }

  /**
   * Takes up what was kept and not acted upon: after a crash, or after a failure that may have
   * passed. Does nothing while a batch is being taken or acted upon.
   */
  public void resume() {
    if (turn.tryLock()) {
      try {
        if (acting.isIdle()) {
          acting.forget(); // What failed is pending.
          actOnPending(Long.MAX_VALUE);
        }
      } finally {
        turn.unlock();
      }
    }
  }

  /** The oldest first, so that no answer overtakes what it answers. */
  private void actOnPending(long beforeId) {
    behind = true; // until all of it is through
    leftForLater = false;
    List<KeptMail> pending = keeper.pending(mailbox, 0, beforeId, RESUMED_AT_ONCE);
    while (!pending.isEmpty()) {
      pass(pending, this::read);
      pending = keeper.pending(mailbox, pending.getLast().id(), beforeId, RESUMED_AT_ONCE);
    }
    acting.await();
    behind = leftForLater;
  }

  /** Has mail read, screened and acted upon. */
  private void pass(List<KeptMail> mails, Function<KeptMail, ReadMail> reading) {
    boolean through = false;
    try {
      List<ReadMail> all = mails.stream().map(reading).toList();
      all.stream().filter(read -> !read.isKnown()).forEach(this::leaveForLater);
      independentRuns(all.stream().filter(ReadMail::isKnown).toList()).forEach(acting::begin);
      through = true;
    } finally {
      if (!through) {
        behind = true;
      }
    }
  }

  private List<Screened> screen(List<ReadMail> run) {
    List<Screened> screened = screenEach(run);
    steps.reached(Steps.Step.SCREENED);
    return screened;
  }

  private void act(List<Screened> screened) {
    desk.act(screened);
    steps.reached(Steps.Step.ACTED);
  }

  @Override
  public List<Long> settled(long uidValidity, int limit) {
    return keeper.settled(mailbox, uidValidity, limit);
  }

  @Override
  public void told(long uidValidity, Collection<Long> uids) {
    keeper.told(mailbox, uidValidity, uids);
    steps.reached(Steps.Step.TOLD);
  }

  /**
   * Its store failed while it was read. That passes, and the message stays pending, while others go
   * on; unless the store has lost it, which a person must know.
   */
  private void leaveForLater(ReadMail read) {
    IOException failure = read.failure().orElseThrow();
    if (WatchedSource.isLost(failure)) {
      var lost =
          new Verdict.Unreadable(
              Reason.of("unreadable", Remark.of(Remark.Kind.READING_FAILED, failure).written()));
      desk.failed(
          new Screened(read.kept(), Optional.empty(), "", lost), new UncheckedIOException(failure));
    } else {
      LOG.warn("Message {} waits: it can't be read now: {}", read.kept().id(), failure.toString());
    }
    leftForLater = true;
    behind = true;
  }

  private ReadMail read(KeptMail kept) {
    var raw = new WatchedSource(kept.raw());
    return ReadMail.of(kept, parser.parse(raw)).after(raw.failure());
  }

  /**
   * Cuts a batch wherever a message repeats or answers an earlier one of the same batch, which must
   * have been acted upon before the later one can be judged.
   */
  private static List<List<ReadMail>> independentRuns(List<ReadMail> batch) {
    var runs = new ArrayList<List<ReadMail>>();
    var run = new ArrayList<ReadMail>();
    var names = new Names();
    for (ReadMail read : batch) {
      if (names.concern(read)) {
        runs.add(run);
        run = new ArrayList<>();
        names = new Names();
      }
      run.add(read);
      names.add(read);
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }

  /** Together, and when that fails one by one, so that one bad message spoils no other. */
  private List<Screened> screenEach(List<ReadMail> run) {
    try {
      return screener.screen(run);
    } catch (RuntimeException e) {
      if (run.size() > 1) {
        return run.stream().flatMap(read -> screenEach(List.of(read)).stream()).toList();
      }
      ReadMail read = run.getFirst();
      var shelved = new Verdict.Unreadable(Reason.of("failed-repeatedly", e.toString()));
      desk.failed(new Screened(read.kept(), read.message(), read.contentSha256(), shelved), e);
      return List.of();
    }
  }
}
