package org.otklik.helpdesk.hotline;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.hotline.HotlineEvent.Kind;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.Extension;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.PbxId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens at the hotline, on its way to the operators' screens: into the database, since an
 * operator may look at another program than the one that watches the PBX. Tell it after the commit
 * of what a screen is to show: it says only that something happened, and the screen asks what. Many
 * news go in one commit. While the database is away they wait, and whoever brings more waits with
 * them. They are only news: what must not be lost goes another way. Thread-safe.
 */
@Singleton
public class HotlineNews {
  private static final Logger LOG = LoggerFactory.getLogger(HotlineNews.class);
  private static final int MOST_WAITING = 1_000;
  private static final int AT_ONCE = 200;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final NewsTable table;
  private final NewsStream stream;
  private final InstantSource clock;
  private final BlockingQueue<HotlineEvent> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final ReentrantLock starting = new ReentrantLock();
  private final Thread publisher = Thread.ofVirtual().name("hotline-news").unstarted(this::publish);

  HotlineNews(NewsTable table, NewsStream stream, InstantSource clock) {
    this.table = table;
    this.stream = stream;
    this.clock = clock;
  }

  /** A call waits to be answered, and stands in the database. */
  public void rings(IncomingCall call) {
    tell(Kind.RINGS, call.key().pbx(), call.key(), null);
  }

  /** Somebody picked up, the first or another. */
  public void answered(CallKey call, Extension by) {
    tell(Kind.ANSWERED, call.pbx(), call, by);
  }

  /** A call is over, and registered. */
  public void ended(CallKey call) {
    tell(Kind.ENDED, call.pbx(), call, null);
  }

  /** A call back is over, and registered. */
  public void calledBack(PbxId pbx) {
    tell(Kind.CALLED_BACK, pbx, null, null);
  }

  /** The queue isn't what it was. */
  void queueChanged(PbxId pbx) {
    tell(Kind.QUEUE, pbx, null, null);
  }

  private void tell(Kind kind, PbxId pbx, @Nullable CallKey call, @Nullable Extension by) {
    start();
    try {
      waiting.put(
          new HotlineEvent(
              0,
              kind,
              pbx.name(),
              call == null ? null : call.linkedid().value(),
              by == null ? null : by.digits(),
              clock.instant()));
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

  private void publish() {
    var some = new ArrayList<HotlineEvent>();
    try {
      while (true) {
        some.clear();
        some.add(waiting.take());
        waiting.drainTo(some, AT_ONCE - 1);
        publish(List.copyOf(some));
      }
    } catch (InterruptedException _) {
      // The program ends; its screens end with it, and what others are to see they find themselves.
    }
  }

  private void publish(List<HotlineEvent> some) throws InterruptedException {
    boolean said = false;
    while (true) {
      try {
        table.add(some);
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
