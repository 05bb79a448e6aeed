package org.otklik.telephony.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.asteriskjava.manager.event.AbstractQueueMemberEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.QueueCallerAbandonEvent;
import org.asteriskjava.manager.event.QueueCallerJoinEvent;
import org.asteriskjava.manager.event.QueueCallerLeaveEvent;
import org.asteriskjava.manager.event.QueueMemberEvent;
import org.jspecify.annotations.Nullable;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.Linkedid;
import org.otklik.telephony.QueueScreen;
import org.otklik.telephony.QueueView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hotline of one PBX, from {@link #watch} to {@link #close}: its calls come to the {@link
 * CallHandler}, those too that came and went while nobody watched. Two that watch the same PBX do
 * no harm, since each call has its key, but one is enough. Thread-safe.
 */
public final class Hotline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hotline.class);

  /** So many calls are acknowledged at once; their keys travel in one variable. */
  private static final int ACKNOWLEDGED_AT_ONCE = 20;

  /** Events of the queue come in bunches: what it looks like is asked once after each. */
  private static final long BUNCH_MILLIS = 100;

  private final Pbx pbx;
  private final Timing timing;
  private final QueueScreen screen;
  private final InstantSource clock;
  private final Calls calls;
  private final Link events;
  private final Link actions;
  private final Thread chores;
  private final Semaphore wanted = new Semaphore(0);
  private final AtomicBoolean ledgerWanted = new AtomicBoolean(true);
  private final AtomicBoolean queueWanted = new AtomicBoolean(true);
  private volatile @Nullable String trouble;
  private volatile @Nullable Instant reconciled;
  private final AtomicLong reconciles = new AtomicLong();
  private volatile @Nullable QueueView queue;

  /**
   * How it is.
   *
   * @param events the connection that tells what happens
   * @param actions the connection that asks and commands
   * @param trouble why the ledger can't be read though the PBX answers, in its own words
   * @param reconciled when the ledger was last read, UTC
   * @param reconciles how often it was read since the watch began
   * @param openCalls that go on, or whose end isn't registered yet
   * @param waitingRows that have come and weren't looked at yet
   * @param lag how long those handled last took, from being heard to being with the handler
   */
  public record State(
      LinkState events,
      LinkState actions,
      Optional<String> trouble,
      Optional<Instant> reconciled,
      long reconciles,
      int openCalls,
      int waitingRows,
      Duration lag) {
    public boolean isUp() {
      return events instanceof LinkState.Up && actions instanceof LinkState.Up;
    }
  }

  private Hotline(
      Pbx pbx, Timing timing, CallHandler handler, QueueScreen screen, InstantSource clock) {
    this.pbx = pbx;
    this.timing = timing;
    this.screen = screen;
    this.clock = clock;
    var ledger = new Ledger(pbx.id(), new CallerNumbers(pbx.region()));
    calls = new Calls(ledger, handler, clock, timing.gone(), wanted::release);
    events = new Link(pbx, timing, clock, true, this::heard, this::reconcileSoon);
    actions = new Link(pbx, timing, clock, false, _ -> {}, this::reconcileSoon);
    chores = Thread.ofVirtual().name("pbx-" + pbx.id() + "-chores").unstarted(this::work);
  }

  /**
   * Starts watching, and goes on however often the PBX is away.
   *
   * @param clock for when something was noticed; calls have their times from the PBX's own clock
   */
  public static Hotline watch(
      Pbx pbx, Timing timing, CallHandler handler, QueueScreen screen, InstantSource clock) {
    var hotline = new Hotline(pbx, timing, handler, screen, clock);
    hotline.events.start();
    hotline.actions.start();
    hotline.chores.start();
    return hotline;
  }

  public State state() {
    return new State(
        events.state(),
        actions.state(),
        Optional.ofNullable(trouble),
        Optional.ofNullable(reconciled),
        reconciles.get(),
        calls.open(),
        calls.waiting(),
        calls.lag());
  }

  /** The queue as last seen; nothing before the first time. */
  public Optional<QueueView> queue() {
    return Optional.ofNullable(queue);
  }

  /** What operators want of the PBX. */
  public Actions actions() {
    return new Actions(pbx, actions);
  }

  /** On the thread that all events come by: takes what concerns us away, and nothing more. */
  private void heard(ManagerEvent event) {
    switch (event) {
      case OtklikRowEvent row -> Rows.of(row).ifPresent(this::take);
      case OtklikEndEvent end -> Rows.of(end).ifPresent(this::take);
      case QueueCallerJoinEvent _,
          QueueCallerLeaveEvent _,
          QueueCallerAbandonEvent _,
          QueueMemberEvent _,
          AbstractQueueMemberEvent _ ->
          queueSoon();
      default -> {
        // Of no interest to a hotline.
      }
    }
  }

  private void take(Rows rows) {
    if (!calls.heard(rows.key(), rows.rows())) {
      reconcileSoon();
    }
  }

  private void reconcileSoon() {
    ledgerWanted.set(true);
    queueSoon();
  }

  private void queueSoon() {
    queueWanted.set(true);
    wanted.release();
  }

  private void work() {
    long next = System.nanoTime();
    try {
      while (true) {
        boolean woken =
            wanted.tryAcquire(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (woken) {
          Thread.sleep(BUNCH_MILLIS);
          wanted.drainPermits();
        }
        boolean due = ledgerWanted.getAndSet(false) || System.nanoTime() - next >= 0;
        boolean again = actions.ami().isPresent() && chore(actions.ami().get(), due);
        if (due) {
          next = System.nanoTime() + (again ? timing.gone() : timing.reconcile()).toNanos();
        }
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /**
   * @return whether the ledger has to be read again, soon
   */
  private boolean chore(Ami ami, boolean due) {
    try {
      var pbxNow = new Snapshot(pbx, ami);
      boolean again = due && reconcile(pbxNow);
      if (queueWanted.getAndSet(false) || due) {
        show(pbxNow.queue(clock));
      }
      acknowledge(ami);
      trouble = null;
      return again;
    } catch (LinkFailure e) {
      // A lost link tells so itself, is made anew, and wants the ledger read then.
      if (e.fault() == LinkState.Fault.REFUSED && trouble == null) {
        LOG.warn("PBX {}: {} ({})", pbx.id(), e.fault().words(), e.detail());
        trouble = e.fault().words() + " (" + e.detail() + ")";
      }
      return due;
    }
  }

  private boolean reconcile(Snapshot pbxNow) throws LinkFailure {
    var up = pbxNow.channels();
    boolean again = calls.read(pbxNow.ledger(), up);
    reconciled = clock.instant();
    reconciles.incrementAndGet();
    return again;
  }

  private void show(QueueView now) {
    QueueView before = queue;
    queue = now;
    if (before == null || !sameBut(before, now)) {
      try {
        screen.shows(now);
      } catch (RuntimeException e) {
        LOG.warn("PBX {}: the queue can't be shown", pbx.id(), e);
      }
    }
  }

  /** The same to whoever looks: time passes without being told. */
  private static boolean sameBut(QueueView before, QueueView now) {
    return before.members().equals(now.members())
        && before.waiting().stream()
            .map(QueueView.Waiting::call)
            .toList()
            .equals(now.waiting().stream().map(QueueView.Waiting::call).toList());
  }

  private void acknowledge(Ami ami) throws LinkFailure {
    while (true) {
      List<Linkedid> some = calls.acknowledgements(ACKNOWLEDGED_AT_ONCE);
      if (some.isEmpty()) {
        return;
      }
      // Should it fail, the rows are read again, and acknowledged again.
      ami.ask(Gateway.acknowledge(some));
    }
  }

  /** Hangs up on the PBX; its calls go on. Returns when nothing more comes to the handler. */
  @Override
  public void close() {
    events.close();
    actions.close();
    chores.interrupt();
    try {
      chores.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    calls.close();
  }
}
