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
  private static final int TOLD_AT_ONCE = 1000;

  private static final int ASKED_AT_ONCE = 5000;

  private final MailboxSink sink;
  private final long uidValidity;
  private final ExecutorService thread;

  private @Nullable Future<?> taking;

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
    taking = thread.submit(() -> sink.take(uidValidity, batch));
  }

  /** Waits until the batch begun last is taken, if one was. */
  void await() throws SinkFailure, InterruptedException {
    var future = taking;
    taking = null;
    if (future != null) {
      get(future);
    }
  }

  /** Waits until all that was taken is worked upon. */
  void finish() throws SinkFailure, InterruptedException {
    get(thread.submit(sink::finish));
  }

  /** What the mailbox is to be told of: a part of it, the oldest first. */
  List<Long> settled() throws SinkFailure, InterruptedException {
    return call(() -> sink.settled(uidValidity, TOLD_AT_ONCE));
  }

  /** The mailbox knows now. */
  void told(Collection<Long> uids) throws SinkFailure, InterruptedException {
    if (!uids.isEmpty()) {
      get(thread.submit(() -> sink.told(uidValidity, uids)));
    }
  }

  /** Waits for a call under way: the sink must be left alone before another reader comes. */
  @Override
  public void close() {
    thread.close();
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
