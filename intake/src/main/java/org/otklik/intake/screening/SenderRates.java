package org.otklik.intake.screening;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.otklik.intake.screening.Letter.Rate;

/**
 * How much was let in from each sender lately. Counted by arrival at the mail server, so that a
 * backlog of days is no flood. It is remembered here only: a restart begins to count anew. Of very
 * many senders those heard from longest ago are forgotten. Thread-safe.
 */
public final class SenderRates {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MOST_SENDERS = 10_000;

  private final int mostPerHour;

  /** By sender the messages that were let in: the instant of arrival by the message's id. */
  private final Map<String, NavigableMap<Long, Instant>> letIn =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, NavigableMap<Long, Instant>> eldest) {
          return size() > MOST_SENDERS;
        }
      };

  /**
   * Counts nobody yet.
   *
   * @param mostPerHour messages that are let in from one sender within an hour; 0 for any number
   */
  public SenderRates(int mostPerHour) {
    this.mostPerHour = mostPerHour;
  }

  /** What was let in from a sender in the hour before a message arrived, itself not counted. */
  public synchronized Rate of(String sender, long messageId, Instant arrived) {
    var messages = letIn.get(sender);
    if (mostPerHour == 0 || messages == null) {
      return new Rate(0, mostPerHour);
    }
    Instant from = arrived.minus(WINDOW);
    long count =
        messages.entrySet().stream()
            .filter(m -> m.getKey() != messageId)
            .filter(m -> m.getValue().isAfter(from) && !m.getValue().isAfter(arrived))
            .count();
    return new Rate((int) count, mostPerHour);
  }

  /** A message was let in. One that is judged again after a failure counts once. */
  public synchronized void letIn(String sender, long messageId, Instant arrived) {
    if (mostPerHour == 0) {
      return;
    }
    var messages = letIn.computeIfAbsent(sender, s -> new TreeMap<>());
    messages.put(messageId, arrived);
    while (messages.size() > mostPerHour) {
      messages.pollFirstEntry(); // ids are ordered by time: the oldest
    }
  }
}
