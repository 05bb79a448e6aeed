package org.otklik.helpdesk.hotline;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.Extension;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.PbxId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens at the hotline, on its way to the operators' screens: into the database, since an
 * operator may look at another program than the one that watches the PBX. Many news go in one
 * commit. While the database is away they wait, and whoever brings more waits with them. They are
 * only news: what must not be lost goes another way. Thread-safe.
 */
@Singleton
public class HotlineNews {
  private static final Logger LOG = LoggerFactory.getLogger(HotlineNews.class);
  private static final int MOST_WAITING = 1_000;
  private static final int AT_ONCE = 200;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final LiveCalls live;
  private final NewsStream stream;
  private final InstantSource clock;
  private final BlockingQueue<News> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final ReentrantLock starting = new ReentrantLock();
  private Thread publisher = unstarted();

  /** What is told. */
  sealed interface News {
    Instant at();

    PbxId pbx();

    record Rings(Instant at, IncomingCall call) implements News {
      @Override
      public PbxId pbx() {
        return call.key().pbx();
      }
    }

    record Answered(Instant at, CallKey call, Extension by) implements News {
      @Override
      public PbxId pbx() {
        return call.pbx();
      }
    }

    record Ended(Instant at, CallKey call) implements News {
      @Override
      public PbxId pbx() {
        return call.pbx();
      }
    }

    record Queue(Instant at, PbxId pbx) implements News {}
  }

  HotlineNews(LiveCalls live, NewsStream stream, InstantSource clock) {
    this.live = live;
    this.stream = stream;
    this.clock = clock;
  }

  /** A call waits to be answered. What was told before changes nothing. */
  public void rings(IncomingCall call) {
    tell(new News.Rings(clock.instant(), call));
  }

  /** Somebody picked up, the first or another. */
  public void answered(CallKey call, Extension by) {
    tell(new News.Answered(clock.instant(), call, by));
  }

  /** A call is over, and registered: screens shall see both. */
  public void ended(CallKey call) {
    tell(new News.Ended(clock.instant(), call));
  }

  /** The queue isn't what it was; how it is stands in the database already. */
  void queueChanged(PbxId pbx) {
    tell(new News.Queue(clock.instant(), pbx));
  }

  private void tell(News news) {
    start();
    try {
      waiting.put(news);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** With the first news: a program without a PBX needs no thread for them. */
  private void start() {
    starting.lock();
    try {
      if (publisher.getState() == Thread.State.NEW) {
        publisher.start();
      }
    } finally {
      starting.unlock();
    }
  }

  private Thread unstarted() {
    return Thread.ofVirtual().name("hotline-news").unstarted(this::publish);
  }

  private void publish() {
    var some = new ArrayList<News>();
    try {
      while (true) {
        some.clear();
        some.add(waiting.take());
        waiting.drainTo(some, AT_ONCE - 1);
        publish(List.copyOf(some));
      }
    } catch (InterruptedException _) {
      // The program ends. Who watches next tells of the calls that go on.
    }
  }

  private void publish(List<News> some) throws InterruptedException {
    boolean said = false;
    while (true) {
      try {
        live.keep(some);
        stream.wake();
        return;
      } catch (RuntimeException e) {
        if (!said) {
          LOG.warn("What happens at the hotline can't be shown now: {}", e.toString());
          said = true;
        }
        Thread.sleep(RETRY);
      }
    }
  }

  @PreDestroy
  void close() {
    publisher.interrupt();
  }
}
