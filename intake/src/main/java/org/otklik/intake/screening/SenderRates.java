package org.otklik.intake.screening;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.otklik.intake.screening.Letter.Rate;

/**
 * How much was let in from each sender lately. Counted by arrival at the mail server, so that a
 * backlog of days is no flood. Counted here, and where it comes to more than a tenth of the limit
 * {@linkplain SharedRates together with other programs}: who writes little costs nobody a question,
 * and a restart or another program lets in a tenth more at most. Of very many senders those heard
 * from longest ago are forgotten. Thread-safe.
 */
public final class SenderRates {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MOST_SENDERS = 10_000;
  private static final int SHARED_FROM = 10;

  private final int mostPerHour;
  private final SharedRates shared;

  private final Map<String, LetIn> bySender =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LetIn> eldest) {
          return size() > MOST_SENDERS;
        }
      };

  /** What was let in of a sender: arrivals by the message's id, and which of it others know of. */
  private record LetIn(TreeMap<Long, Instant> arrivals, Set<Long> known) {
    LetIn() {
      this(new TreeMap<>(), new HashSet<>());
    }

    long between(Instant after, Instant until) {
      return arrivals.values().stream()
          .filter(at -> at.isAfter(after) && !at.isAfter(until))
          .count();
    }

    void trim(int most) {
      while (arrivals.size() > most) {
        known.remove(arrivals.pollFirstEntry().getKey()); // ids are ordered by time: the oldest
      }
    }
  }

  /** A message that is about to be judged. */
  public record Coming(String sender, Instant arrived) {}

  /**
   * Counts nobody yet.
   *
   * @param mostPerHour messages that are let in from one sender within an hour; 0 for any number
   */
  public SenderRates(int mostPerHour, SharedRates shared) {
    this.mostPerHour = mostPerHour;
    this.shared = shared;
  }

  /**
   * Before a batch is judged: asks what other programs let in of those in it who write a lot.
   *
   * @return who they are
   */
  public Set<String> expect(Collection<Coming> batch) {
    Map<String, List<Instant>> busy = busy(batch);
    if (!busy.isEmpty()) {
      Instant eldest =
          busy.values().stream().flatMap(List::stream).min(Instant::compareTo).orElseThrow();
      learn(shared.letIn(busy.keySet(), eldest.minus(WINDOW)));
    }
    return busy.keySet();
  }

  /** Those who come to more than the tenth with what is coming. */
  private synchronized Map<String, List<Instant>> busy(Collection<Coming> batch) {
    if (mostPerHour == 0) {
      return Map.of();
    }
    var coming =
        batch.stream()
            .collect(
                Collectors.groupingBy(
                    Coming::sender, Collectors.mapping(Coming::arrived, Collectors.toList())));
    coming.entrySet().removeIf(of -> !isBusy(of.getKey(), of.getValue()));
    return coming;
  }

  private boolean isBusy(String sender, List<Instant> coming) {
    LetIn letIn = bySender.get(sender);
    Instant from = coming.stream().min(Instant::compareTo).orElseThrow().minus(WINDOW);
    long before = letIn == null ? 0 : letIn.between(from, Instant.MAX);
    return (before + coming.size()) * SHARED_FROM > mostPerHour;
  }

  /** What was let in from a sender in the hour before a message arrived, itself not counted. */
  public synchronized Rate of(String sender, long messageId, Instant arrived) {
    LetIn letIn = bySender.get(sender);
    if (mostPerHour == 0 || letIn == null) {
      return new Rate(0, mostPerHour);
    }
    Instant itself = letIn.arrivals().get(messageId);
    Instant from = arrived.minus(WINDOW);
    long count = letIn.between(from, arrived);
    boolean counted = itself != null && itself.isAfter(from) && !itself.isAfter(arrived);
    return new Rate((int) (counted ? count - 1 : count), mostPerHour);
  }

  /** A message was let in. One that is judged again after a failure counts once. */
  public synchronized void letIn(String sender, long messageId, Instant arrived) {
    if (mostPerHour > 0) {
      LetIn letIn = bySender.computeIfAbsent(sender, s -> new LetIn());
      letIn.arrivals().put(messageId, arrived);
      letIn.trim(mostPerHour);
    }
  }

  /**
   * After a batch was judged: tells other programs what was let in.
   *
   * @param busy those who write a lot
   */
  public void share(Set<String> busy) {
    var news = new HashMap<String, Map<Long, Instant>>();
    for (String sender : busy) {
      Map<Long, Instant> unknown = unknown(sender);
      if (!unknown.isEmpty()) {
        news.put(sender, unknown);
      }
    }
    if (!news.isEmpty()) {
      shared.add(news);
      learn(news);
    }
  }

  /** This is known here, and elsewhere. */
  private synchronized void learn(Map<String, Map<Long, Instant>> arrivals) {
    arrivals.forEach((sender, known) -> {
      LetIn letIn = bySender.computeIfAbsent(sender, s -> new LetIn());
      letIn.arrivals().putAll(known);
      letIn.known().addAll(known.keySet());
      letIn.trim(mostPerHour);
    });
  }

  private synchronized Map<Long, Instant> unknown(String sender) {
    LetIn letIn = bySender.get(sender);
    if (letIn == null) {
      return Map.of();
    }
    var unknown = new TreeMap<>(letIn.arrivals());
    unknown.keySet().removeAll(letIn.known());
    return unknown;
  }
}
