package org.otklik.intake.mailbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Calls the sink, one call at a time, from a thread of its own, so that the connection fetches the
 * next batch while one is being taken.
 */
final class Handover implements AutoCloseable {
  /** The sink names no more at a time. */
  static final int TOLD_AT_ONCE = 1000;

  private static final int ASKED_AT_ONCE = 5000;

  private final MailboxSink sink;
  private final long uidValidity;
  private final ExecutorService thread;

  /** What the mailbox was told of and the sink does not know yet. */
  private List<Long> toldUnreported = List.of();

  private @Nullable Future<List<Long>> taking;

  Handover(String mailbox, MailboxSink sink, long uidValidity) {
    this.sink = sink;
    this.uidValidity = uidValidity;
    this.thread =
        Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("mailbox " + mailbox + " sink").factory());
  }

  /** The UIDs without those taken before, in the same order. */
  List<Long> withoutTaken(List<Long> uids) throws SinkFailure, InterruptedException {
    List<Long> fresh = new ArrayList<>();
    for (int start = 0; start < uids.size(); start += ASKED_AT_ONCE) {
      var some = uids.subList(start, Math.min(start + ASKED_AT_ONCE, uids.size()));
      Set<Long> taken = new HashSet<>(call(() -> sink.taken(uidValidity, some)));
      some.stream().filter(uid -> !taken.contains(uid)).forEach(fresh::add);
    }
    return fresh;
  }

  /** Begins to hand over a batch; the one before must have been awaited. */
  void begin(List<FetchedMail> batch) {
    var told = toldUnreported;
    taking =
        thread.submit(() -> {
          report(told);
          sink.take(uidValidity, batch);
          return sink.settled(uidValidity, TOLD_AT_ONCE);
        });
    toldUnreported = List.of();
  }

  /**
   * Waits until the batch begun last is taken, if one was.
   *
   * @return what the mailbox is to be told of
   */
  List<Long> await() throws SinkFailure, InterruptedException {
    var future = taking;
    taking = null;
    if (future == null) {
      return List.of();
    }
    return untold(get(future));
  }

  /** What is settled and the mailbox was not told of, once all that was taken is worked upon. */
  List<Long> settled() throws SinkFailure, InterruptedException {
    var told = toldUnreported;
    var settled =
        call(() -> {
          report(told);
          sink.finish();
          return sink.settled(uidValidity, TOLD_AT_ONCE);
        });
    toldUnreported = List.of();
    return untold(settled);
  }

  /** The mailbox knows; the sink hears of it with its next call. */
  void told(Collection<Long> uids) {
    var all = new ArrayList<>(toldUnreported);
    all.addAll(uids);
    toldUnreported = all;
  }

  /** Waits for a call under way: the sink must be left alone before another reader comes. */
  @Override
  public void close() {
    thread.close();
  }

  /** While a batch was taken the mailbox may have been told of more. */
  private List<Long> untold(List<Long> settled) {
    var told = Set.copyOf(toldUnreported);
    return settled.stream().filter(uid -> !told.contains(uid)).toList();
  }

  private void report(List<Long> told) {
    if (!told.isEmpty()) {
      sink.told(uidValidity, told);
    }
  }

  private <T> T call(Callable<T> callable) throws SinkFailure, InterruptedException {
    return get(thread.submit(callable));
  }

  private <T> T get(Future<T> future) throws SinkFailure, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new SinkFailure(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      thread.shutdownNow(); // The reader is being stopped, and the sink took too long.
      throw e;
    }
  }
}
