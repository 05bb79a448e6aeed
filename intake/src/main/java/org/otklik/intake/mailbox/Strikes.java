package org.otklik.intake.mailbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Messages during whose fetch the connection broke, or that could not be kept. The next time they
 * come last, in small groups, then one by one, so that a message which breaks every connection
 * holds up no other; in the end it is left for an hour.
 */
final class Strikes {
  private static final int ENOUGH = 3;
  private static final Duration REST = Duration.ofHours(1);

  private final Map<Long, Integer> counts = new HashMap<>();
  private final Map<Long, Long> restUntil = new HashMap<>();
  private long uidValidity;

  /** UIDs of another UIDVALIDITY mean other messages (RFC 9051 §2.3.1.1). */
  void under(long validity) {
    if (validity != uidValidity) {
      uidValidity = validity;
      counts.clear();
      restUntil.clear();
    }
  }

  void broke(Collection<Long> uids) {
    for (var uid : uids) {
      int count = counts.merge(uid, 1, Integer::sum);
      if (count >= ENOUGH && uids.size() == 1) {
        restUntil.put(uid, System.nanoTime() + REST.toNanos());
      }
    }
  }

  /**
   * It could not be kept, which says nothing against the server: it comes last, and never rests.
   */
  void notKept(Collection<Long> uids) {
    uids.forEach(uid -> counts.putIfAbsent(uid, 1));
  }

  void wentWell(Collection<Long> uids) {
    if (!counts.isEmpty()) {
      counts.keySet().removeAll(uids);
      restUntil.keySet().removeAll(uids);
    }
  }

  /** 0: nothing is known against it; 1: it was in a batch that broke; 2: it did so again. */
  int against(long uid) {
    return Math.min(counts.getOrDefault(uid, 0), 2);
  }

  boolean rests(long uid) {
    var until = restUntil.get(uid);
    return until != null && System.nanoTime() - until < 0;
  }
}
