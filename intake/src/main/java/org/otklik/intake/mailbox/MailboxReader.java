package org.otklik.intake.mailbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.otklik.intake.wire.Problem;
import org.otklik.intake.wire.Problem.Kind;
import org.otklik.intake.wire.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one mailbox on a virtual thread of its own, for as long as it is open, whatever the server
 * does: every wait has an end, and after a failure it comes back. Its methods may be called from
 * any thread.
 */
public final class MailboxReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailboxReader.class);

  /** The longest IDLE, short against the 29 minutes of RFC 2177 and against firewalls. */
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(9);

  private static final Duration POLITE_END = Duration.ofSeconds(2);
  private static final Duration FORCED_END = Duration.ofSeconds(3);

  private final MailboxSettings settings;
  private final MailboxSink sink;
  private final InstantSource clock;
  private final Progress progress;
  private final Strikes strikes = new Strikes();
  private final Backoff backoff;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean closing;
  private volatile boolean awake;
  private volatile @Nullable Conversation connection;
  private @Nullable Thread thread;

  /**
   * @param clock for the instants in {@link #state}; waits go by the machine's own time
   */
  public MailboxReader(MailboxSettings settings, MailboxSink sink, InstantSource clock) {
    this.settings = settings;
    this.sink = sink;
    this.clock = clock;
    this.progress = new Progress(clock);
    this.backoff =
        new Backoff(
            settings.pace().firstRetry(), settings.pace().lastRetry(), ThreadLocalRandom.current());
  }

  /**
   * Begins to read.
   *
   * @throws IllegalStateException when it was started before
   */
  public void start() {
    lock.lock();
    try {
      if (thread != null || closing) {
        throw new IllegalStateException("A mailbox reader starts once.");
      }
      thread = Thread.ofVirtual().name("mailbox " + settings.name()).start(this::run);
    } finally {
      lock.unlock();
    }
  }

  /** How the mailbox is getting on. */
  public MailboxState state() {
    return progress.state();
  }

  /**
   * Has the mailbox looked at now, and told of what is settled; does nothing while the reader waits
   * after a failure.
   */
  public void wakeUp() {
    awake = true;
    signal();
  }

  /**
   * Stops reading, within a few seconds at most. What is being taken is finished if it does not
   * last; anything else is offered again by the next reader.
   */
  @Override
  public void close() {
    closing = true;
    signal();
    var running = thread();
    try {
      if (running != null && !running.join(POLITE_END)) {
        running.interrupt(); // Closes the socket that a virtual thread waits at.
        if (!running.join(FORCED_END)) {
          LOG.warn("Mailbox {}: its sink does not come back", settings.name());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closing) {
        readOnce();
      }
    } catch (InterruptedException _) {
      LOG.debug("Mailbox {}: interrupted", settings.name());
    } finally {
      progress.stopped();
    }
  }

  private void readOnce() throws InterruptedException {
    try {
      progress.connecting();
      read();
    } catch (MailboxFailure e) {
      backOff(e.problem(), null);
      LOG.debug("Mailbox {}", settings.name(), e);
    } catch (SinkFailure e) {
      backOff(e.problem(), e);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      // A mistake of ours or of a library must not silence a mailbox.
      backOff(Problem.of(Kind.UNEXPECTED, e.getClass().getSimpleName(), Trouble.saying(e)), e);
    }
  }

  private void read() throws MailboxFailure, SinkFailure, InterruptedException {
    boolean more = false;
    try (var opened = Conversation.open(settings, clock);
        var reading = new Reading(settings, opened, sink, progress, strikes)) {
      connection = opened;
      do {
        awake = false;
        reading.catchUp();
        backoff.succeeded();
        if (opened.lasts()) {
          waitForNews(opened);
        }
      } while (opened.lasts() && !closing);
      more = opened.hasNews();
    } finally {
      connection = null;
    }
    if (!more) {
      pause(settings.pace().pollEvery(), true);
    }
  }

  private void waitForNews(Conversation opened) throws MailboxFailure, InterruptedException {
    if (opened.hasNews() || isAwake()) {
      return;
    }
    if (opened.idles()) {
      var turn = Math.min(settings.pace().pollEvery().toNanos(), LONGEST_IDLE.toNanos());
      opened.idle(turn, this::isAwake);
    } else {
      pause(settings.pace().pollEvery(), true);
    }
  }

  private void backOff(Problem problem, @Nullable Throwable cause) throws InterruptedException {
    if (closing) {
      return;
    }
    boolean known = progress.state().problems().equals(List.of(problem));
    var wait = backoff.next();
    progress.failing(problem, clock.instant().plus(wait));
    if (known) {
      LOG.debug("Mailbox {} again: {}", settings.name(), problem.words());
    } else {
      LOG.warn("Mailbox {}: {}", settings.name(), problem.words(), cause);
    }
    pause(wait, false);
  }

  /** Waits, until closed or, if wanted, woken. */
  private void pause(Duration wait, boolean wakeable) throws InterruptedException {
    long nanos = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (nanos > 0 && !closing && !(wakeable && awake)) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isAwake() {
    return awake || closing;
  }

  private void signal() {
    var open = connection;
    if (open != null) {
      open.endIdle();
    }
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Thread thread() {
    lock.lock();
    try {
      return thread;
    } finally {
      lock.unlock();
    }
  }
}
