package org.otklik.intake.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A sink in memory that settles at once, unless told otherwise, and counts everything. */
class KeptMail implements MailboxSink {
  private final Map<String, byte[]> kept = new LinkedHashMap<>();
  private final List<Integer> batches = new ArrayList<>();
  private final Set<Long> settled = new HashSet<>();
  private final Set<Long> told = new HashSet<>();
  private final AtomicInteger callers = new AtomicInteger();
  private final AtomicReference<Duration> wait = new AtomicReference<>(Duration.ZERO);
  private @Nullable String failure;
  private boolean settling = true;
  private int offers;
  private int overlaps;

  @Override
  public synchronized Set<Long> taken(long uidValidity, Collection<Long> uids) {
    var taken = new HashSet<>(uids);
    taken.removeIf(uid -> !kept.containsKey(uidValidity + "/" + uid));
    return taken;
  }

  @Override
  public void take(long uidValidity, List<FetchedMail> batch) {
    if (callers.incrementAndGet() > 1) {
      overlaps++;
    }
    try {
      Thread.sleep(wait.getAndSet(Duration.ZERO));
      var read = new LinkedHashMap<String, byte[]>();
      for (var mail : batch) {
        read.put(uidValidity + "/" + mail.uid(), bytesOf(mail));
      }
      keep(read, batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      callers.decrementAndGet();
    }
  }

  private synchronized void keep(Map<String, byte[]> read, List<FetchedMail> batch) {
    offers++;
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    kept.putAll(read);
    batches.add(batch.size());
    if (settling) {
      batch.forEach(mail -> settled.add(mail.uid()));
    }
  }

  byte[] bytesOf(FetchedMail mail) {
    try (var in = mail.raw().open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized List<Long> settled(long uidValidity, int limit) {
    return settled.stream().filter(uid -> !told.contains(uid)).sorted().limit(limit).toList();
  }

  @Override
  public synchronized void told(long uidValidity, Collection<Long> uids) {
    told.addAll(uids);
  }

  synchronized void failWith(@Nullable String words) {
    failure = words;
  }

  void takeOnceSlowly(Duration time) {
    wait.set(time);
  }

  synchronized void settleLater() {
    settling = false;
  }

  synchronized void settle(long uid) {
    settled.add(uid);
  }

  synchronized List<byte[]> mails() {
    return List.copyOf(kept.values());
  }

  synchronized List<Long> uids() {
    return kept.keySet().stream()
        .map(key -> Long.valueOf(key.substring(key.indexOf('/') + 1)))
        .toList();
  }

  synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  synchronized Set<Long> told() {
    return Set.copyOf(told);
  }

  synchronized int offers() {
    return offers;
  }

  synchronized int overlaps() {
    return overlaps;
  }
}
