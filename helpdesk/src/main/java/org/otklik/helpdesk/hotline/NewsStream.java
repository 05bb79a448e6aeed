package org.otklik.helpdesk.hotline;

import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what happens at the hotline to whoever looks on here, in its order and without a hole,
 * from any id on. One thread reads it for all: at once when this program added it, else within half
 * a second; and not at all while nobody looks on. Thread-safe.
 */
@Singleton
public class NewsStream {
  private static final Logger LOG = LoggerFactory.getLogger(NewsStream.class);
  private static final int AT_ONCE = 500;

  private final NewsTable table;
  private final Duration every;
  private final List<Looking> looking = new CopyOnWriteArrayList<>();
  private final Semaphore wanted = new Semaphore(0);
  private final Thread reader;
  private volatile boolean begun;

  NewsStream(NewsTable table, @Value("${otklik.hotline.news-every:500ms}") Duration every) {
    this.table = table;
    this.every = every;
    this.reader = Thread.ofVirtual().name("hotline-stream").unstarted(this::read);
  }

  /** Somebody who looks on. */
  public final class Looking implements AutoCloseable {
    private final Consumer<HotlineEvent> screen;
    private long last;

    private Looking(Consumer<HotlineEvent> screen, long last) {
      this.screen = screen;
      this.last = last;
    }

    private void bring(List<HotlineEvent> some) {
      for (HotlineEvent event : some) {
        if (event.id() > last) {
          last = event.id();
          screen.accept(event);
        }
      }
    }

    @Override
    public void close() {
      looking.remove(this);
    }
  }

  /** The id after which everything is still to come. */
  public long now() {
    return table.last();
  }

  /**
   * Brings what happens after an id.
   *
   * @param screen must not wait: all others wait with it
   */
  public Looking after(long id, Consumer<HotlineEvent> screen) {
    var one = new Looking(screen, id);
    looking.add(one);
    begin();
    wake();
    return one;
  }

  /** Something was added. */
  void wake() {
    wanted.release();
  }

  private synchronized void begin() {
    if (!begun) {
      begun = true;
      reader.start();
    }
  }

  private void read() {
    try {
      while (true) {
        var _ =
            wanted.tryAcquire(
                looking.isEmpty() ? Long.MAX_VALUE : every.toNanos(), TimeUnit.NANOSECONDS);
        wanted.drainPermits();
        look();
      }
    } catch (InterruptedException _) {
      // The program ends.
    }
  }

  private void look() {
    try {
      int found;
      do {
        long from = looking.stream().mapToLong(one -> one.last).min().orElse(Long.MAX_VALUE);
        List<HotlineEvent> some = from == Long.MAX_VALUE ? List.of() : table.after(from, AT_ONCE);
        looking.forEach(one -> one.bring(some));
        found = some.size();
      } while (found == AT_ONCE);
    } catch (RuntimeException e) {
      LOG.debug("The hotline's news wait: {}", e.toString());
    }
  }

  @PreDestroy
  void close() {
    reader.interrupt();
  }
}
