package org.otklik.telephony.asterisk;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.Linkedid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All calls of one PBX that the help desk doesn't have yet: rows go in, in any order and however
 * often; news, ended calls and acknowledgements come out. Those of one call in order, those of
 * several beside each other. Thread-safe.
 */
final class Calls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  /** So many calls go to the help desk at once; it has only so many database connections. */
  private static final int AT_ONCE = 16;

  /** Beyond so many rows that wait, more are not taken: the ledger has them. */
  private static final int WAITING_LIMIT = 20_000;

  /** Calls that are over are remembered so long as this many, should a row of theirs be late. */
  private static final int REMEMBERED = 20_000;

  private final Ledger ledger;
  private final CallHandler handler;
  private final InstantSource clock;
  private final Duration gone;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore atOnce = new Semaphore(AT_ONCE);
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long waitedNanos;
  private final Map<Linkedid, Entry> open = new ConcurrentHashMap<>();
  private final Set<Linkedid> over = new Recent(REMEMBERED).keys();
  private final Runnable whenOver;
  private final ConcurrentLinkedQueue<Linkedid> toAcknowledge = new ConcurrentLinkedQueue<>();

  private record Entry(OpenCall call, InOrder inOrder) {}

  /**
   * @param gone how long a call must be missing before it counts as cut off
   * @param whenOver is called when there is something to acknowledge
   */
  Calls(Ledger ledger, CallHandler handler, InstantSource clock, Duration gone, Runnable whenOver) {
    this.whenOver = whenOver;
    this.ledger = ledger;
    this.handler = handler;
    this.clock = clock;
    this.gone = gone;
  }

  /**
   * Rows of a call, as they happen.
   *
   * @return whether they were taken; if not, the ledger has to be read
   */
  boolean heard(Linkedid key, Milestones rows) {
    if (waiting.get() >= WAITING_LIMIT) {
      return false;
    }
    submit(key, call -> call.learn(rows));
    return true;
  }

  /**
   * The whole ledger, and what is up on the PBX.
   *
   * @param up unique ids and Linkedids of all channels
   * @return whether a call is missing, so that it has to be looked for again, soon
   */
  boolean read(Map<Linkedid, Milestones> rows, Set<String> up) {
    rows.forEach((key, milestones) -> submit(key, call -> call.learn(milestones)));
    Set<Linkedid> all = new HashSet<>(rows.keySet());
    all.addAll(open.keySet());
    for (Linkedid key : all) {
      boolean isUp = up.contains(key.value());
      submit(
          key,
          call -> {
            if (isUp) {
              call.seen();
            } else {
              call.missing(clock.instant(), gone);
            }
          });
    }
    return all.stream().anyMatch(key -> !up.contains(key.value()) && isOpen(key, rows));
  }

  private boolean isOpen(Linkedid key, Map<Linkedid, Milestones> rows) {
    return !over.contains(key) && !Ledger.isOver(rows.getOrDefault(key, Milestones.NONE));
  }

  private interface Step {
    void take(OpenCall call);
  }

  private void submit(Linkedid key, Step step) {
    waiting.incrementAndGet();
    long heardAt = System.nanoTime();
    Entry entry = open.computeIfAbsent(key, this::opened);
    entry.inOrder.run(() -> {
      waiting.decrementAndGet();
      handle(entry.call, step);
      waitedNanos = System.nanoTime() - heardAt;
    });
  }

  private Entry opened(Linkedid key) {
    return new Entry(new OpenCall(key, ledger, handler), new InOrder(threads));
  }

  private void handle(OpenCall call, Step step) {
    if (over.contains(call.key()) || call.isDone()) {
      acknowledge(call);
      return;
    }
    atOnce.acquireUninterruptibly();
    try {
      step.take(call);
    } catch (RuntimeException e) {
      LOG.warn(
          "call {}/{} can't be handed over now; it will be again", ledger.pbx(), call.key(), e);
    } finally {
      atOnce.release();
    }
    if (call.isDone()) {
      over.add(call.key());
      acknowledge(call);
    }
  }

  private void acknowledge(OpenCall call) {
    open.remove(call.key());
    toAcknowledge.add(call.key());
    whenOver.run();
  }

  /** Calls whose rows the PBX may forget, each once; at most so many. */
  List<Linkedid> acknowledgements(int most) {
    Set<Linkedid> some = new LinkedHashSet<>();
    for (Linkedid key = toAcknowledge.poll(); key != null; key = toAcknowledge.poll()) {
      some.add(key);
      if (some.size() == most) {
        break;
      }
    }
    return List.copyOf(some);
  }

  /** Calls that go on, or whose end isn't known yet. */
  int open() {
    return open.size();
  }

  /** Rows that nobody has looked at yet. */
  int waiting() {
    return waiting.get();
  }

  /**
   * How long the rows that were handled last took, from being heard to being with the help desk.
   */
  Duration lag() {
    return Duration.ofNanos(waitedNanos);
  }

  @Override
  public void close() {
    threads.close();
  }

  /** The newest keys, up to a number. */
  private static final class Recent extends LinkedHashMap<Linkedid, Boolean> {
    private static final long serialVersionUID = 1L;
    private final int most;

    Recent(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Linkedid, Boolean> eldest) {
      return size() > most;
    }

    Set<Linkedid> keys() {
      return Collections.synchronizedSet(Collections.newSetFromMap(this));
    }
  }
}
