package org.otklik.intake.mailbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.otklik.intake.wire.AccessToken;
import org.otklik.intake.wire.Problem;

/**
 * Reads a mailbox over one connection: at first, and hourly, the whole folder is compared with what
 * the sink has, later only what came since. No mark in the mailbox is asked, so what another
 * program has read is found as well (RFC 9051 §2.3.2: anyone may set \Seen).
 */
final class Reading implements AutoCloseable {
  private static final Duration FULL_LOOK_EVERY = Duration.ofHours(1);
  private static final Duration FULL_LOOK_AFTER_TROUBLE = Duration.ofMinutes(10);

  /** How many messages are listed together, by the number of strikes against them. */
  private static final List<Integer> AT_ONCE = List.of(1000, 14, 1);

  /** Requests come before marks: while there is more, the mailbox is told so often. */
  private static final Duration TELL_EVERY = Duration.ofSeconds(10);

  private final MailboxSettings settings;
  private final Conversation connection;
  private final Progress progress;
  private final Strikes strikes;
  private final Handover handover;
  private final Postbag bag;
  private final Telling telling;
  private long last;
  private long backlog;
  private long fullLookDue = System.nanoTime();
  private long tellDue;

  Reading(
      MailboxSettings settings,
      Conversation connection,
      MailboxSink sink,
      Progress progress,
      Strikes strikes)
      throws MailboxFailure {
    this.settings = settings;
    this.connection = connection;
    this.progress = progress;
    this.strikes = strikes;
    long uidValidity = connection.uidValidity();
    strikes.under(uidValidity);
    this.handover = new Handover(settings.name(), sink, uidValidity);
    this.bag = connection.postbag();
    this.telling = connection.telling();
  }

  /** Brings everything over that is not here yet, and tells the mailbox what is done with. */
  void catchUp() throws MailboxFailure, SinkFailure, InterruptedException {
    boolean full = System.nanoTime() - fullLookDue >= 0;
    if (full) {
      bag.forgetUnreadable();
      fullLookDue = System.nanoTime() + FULL_LOOK_EVERY.toNanos();
    }
    var found = connection.uidsFrom(full ? 1 : last + 1);
    try (var share = Share.taken()) {
      if (!found.isEmpty()) {
        haul(handover.withoutTaken(found), share);
        last = Math.max(last, found.getLast());
      }
      handover.finish();
    }
    tellSettled();
    if (full && bag.problem().isPresent()) {
      fullLookDue = System.nanoTime() + FULL_LOOK_AFTER_TROUBLE.toNanos();
    }
    if (!connection.lasts()) {
      finish();
    }
    progress.waiting(connection.idles(), problems());
  }

  private void finish() throws MailboxFailure, SinkFailure, InterruptedException {
    handover.told(connection.finish());
  }

  @Override
  public void close() {
    handover.close();
  }

  private void haul(List<Long> uids, Share share)
      throws MailboxFailure, SinkFailure, InterruptedException {
    backlog = uids.size();
    tellDue = System.nanoTime() + TELL_EVERY.toNanos();
    for (int against = 0; against < AT_ONCE.size(); against++) {
      int strikesOfThese = against;
      int atOnce = AT_ONCE.get(against);
      var these = uids.stream().filter(u -> strikes.against(u) == strikesOfThese).toList();
      for (int start = 0; start < these.size(); start += atOnce) {
        bring(these.subList(start, Math.min(start + atOnce, these.size())), share);
      }
    }
    handover.await();
  }

  private void bring(List<Long> uids, Share share)
      throws MailboxFailure, SinkFailure, InterruptedException {
    if (uids.size() == 1 && strikes.rests(uids.getFirst())) {
      bag.leaveOut(uids.getFirst());
      return;
    }
    var listed = list(uids);
    while (!listed.isEmpty()) {
      var mostBytes = Math.min(settings.pace().batchBytes(), share.batchBytes());
      var batch = Listed.batch(listed, settings, mostBytes);
      listed = listed.subList(batch.size(), listed.size());
      progress.reading(backlog, connection.idles(), problems());
      if (batch.getFirst().isLarge(settings) || isSuspect(batch)) {
        bringLarge(batch.getFirst());
      } else {
        bringSmall(batch);
      }
      backlog -= batch.size();
    }
  }

  /**
   * One alone that broke every connection so far may be far larger than its server says: streamed,
   * it needs no more memory than any other.
   */
  private boolean isSuspect(List<Listed> batch) {
    return batch.size() == 1 && strikes.against(batch.getFirst().uid()) >= AT_ONCE.size() - 1;
  }

  private List<Listed> list(List<Long> uids) throws MailboxFailure {
    try {
      return bag.list(uids);
    } catch (MailboxFailure e) {
      strikes.broke(uids);
      throw e;
    }
  }

  private void bringSmall(List<Listed> batch)
      throws MailboxFailure, SinkFailure, InterruptedException {
    var uids = batch.stream().map(Listed::uid).toList();
    List<FetchedMail> mails;
    try {
      mails = bag.fetchSmall(batch);
    } catch (MailboxFailure e) {
      strikes.broke(uids);
      throw e;
    }
    strikes.wentWell(uids);
    handover.await();
    if (System.nanoTime() - tellDue >= 0) {
      tellSettled();
      tellDue = System.nanoTime() + TELL_EVERY.toNanos();
    }
    if (!mails.isEmpty()) {
      handover.begin(mails);
    }
  }

  /** The sink reads it over the connection, which therefore does nothing else meanwhile. */
  private void bringLarge(Listed message) throws MailboxFailure, SinkFailure, InterruptedException {
    handover.await();
    tellSettled();
    var uids = List.of(message.uid());
    var large = bag.large(message);
    try {
      handover.begin(List.of(new FetchedMail(message.uid(), message.arrived(), large)));
      handover.await();
      strikes.wentWell(uids);
    } catch (SinkFailure e) {
      if (large.failure().isPresent()) {
        strikes.broke(uids);
        throw large.failure().get();
      }
      if (large.given()) {
        strikes.notKept(uids); // Its store may be full, which is nothing to small ones.
        throw e;
      }
      bag.notGiven(message.uid());
    } finally {
      large.close();
    }
  }

  /**
   * Many together: Dovecot looks through the folder for each command, which for 200 took it 20 µs a
   * message, for 1,000 it takes 13.
   */
  private void tellSettled() throws MailboxFailure, SinkFailure, InterruptedException {
    List<Long> before = List.of();
    for (var settled = handover.settled(); !settled.isEmpty(); settled = handover.settled()) {
      if (settled.equals(before)) {
        return; // The server refuses, or the sink does not remember; another time.
      }
      handover.told(telling.tell(settled));
      before = settled;
    }
  }

  private List<Problem> problems() {
    Optional<Problem> warning = settings.login().accessToken().flatMap(AccessToken::warning);
    return Stream.of(bag.problem(), telling.problem(), warning).flatMap(Optional::stream).toList();
  }
}
