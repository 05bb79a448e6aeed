package org.otklik.telephony.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.asteriskjava.manager.event.ManagerEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is made anew as often as it is lost, with growing pauses that differ between
 * programs. Whether it lives is asked of the PBX, and not of the library. Thread-safe.
 */
final class Link implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final Pbx pbx;
  private final Timing timing;
  private final InstantSource clock;
  private final boolean events;
  private final Consumer<ManagerEvent> listener;
  private final Runnable whenUp;
  private final Thread keeper;
  private volatile LinkState state = new LinkState.Connecting();
  private volatile @Nullable Ami ami;

  /**
   * @param events whether this is the connection that tells what happens
   * @param whenUp is called after each time that the connection was made
   */
  Link(
      Pbx pbx,
      Timing timing,
      InstantSource clock,
      boolean events,
      Consumer<ManagerEvent> listener,
      Runnable whenUp) {
    this.pbx = pbx;
    this.timing = timing;
    this.clock = clock;
    this.events = events;
    this.listener = listener;
    this.whenUp = whenUp;
    keeper =
        Thread.ofVirtual()
            .name("pbx-" + pbx.id() + (events ? "-events" : "-actions"))
            .unstarted(this::keep);
  }

  void start() {
    keeper.start();
  }

  LinkState state() {
    return state;
  }

  /** The connection, while there is one. */
  Optional<Ami> ami() {
    return Optional.ofNullable(ami);
  }

  private void keep() {
    int failures = 0;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Instant up = clock.instant();
        try {
          serve();
        } catch (LinkFailure e) {
          if (Thread.currentThread().isInterrupted()) {
            return;
          }
          down(e);
          // A connection that is accepted and lost at once must not be made in a tight loop.
          boolean lasted = Duration.between(up, clock.instant()).compareTo(timing.ping()) > 0;
          failures = lasted ? 1 : failures + 1;
          Thread.sleep(pause(failures));
        }
      }
    } catch (InterruptedException _) {
      // Closed.
    } finally {
      ami = null;
      state = new LinkState.Closed();
    }
  }

  /** Until it fails. */
  private void serve() throws LinkFailure, InterruptedException {
    try (Ami made = Ami.open(pbx, timing, events, listener)) {
      Instant since = clock.instant();
      state = new LinkState.Up(since, made.ping());
      ami = made;
      LOG.info("PBX {}: connected ({})", pbx.id(), events ? "events" : "actions");
      whenUp.run();
      while (true) {
        made.watch(timing.ping());
        state = new LinkState.Up(since, made.ping());
      }
    } finally {
      ami = null;
    }
  }

  private void down(LinkFailure failure) {
    Instant since = state instanceof LinkState.Down(Instant at, _, _) ? at : clock.instant();
    var down = new LinkState.Down(since, failure.fault(), failure.detail());
    if (!(state instanceof LinkState.Down(_, var before, _)) || before != failure.fault()) {
      LOG.warn("PBX {}: {}", pbx.id(), down.words());
    }
    state = down;
  }

  /** Doubled with each failure up to a limit, then between half and the whole of that. */
  private Duration pause(int failures) {
    long first = timing.firstRetry().toMillis();
    long longest = Math.min(timing.lastRetry().toMillis(), first << Math.min(failures - 1, 16));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
  }

  @Override
  public void close() {
    keeper.interrupt();
    try {
      keeper.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
