package org.otklik.intake.screening;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Port: what was let in lately from senders who write a lot, remembered for all programs that read
 * mail, and over their restarts. Not asked about anybody else.
 */
public interface SharedRates {
  /** Remembers nothing: each program counts for itself. */
  SharedRates NONE =
      new SharedRates() {
        @Override
        public Map<String, Map<Long, Instant>> letIn(Set<String> senders, Instant since) {
          return Map.of();
        }

        @Override
        public void add(Map<String, Map<Long, Instant>> letIn) {
          // Forgotten.
        }
      };

  /** Which messages of these senders arrived since then and were let in: arrivals by id. */
  Map<String, Map<Long, Instant>> letIn(Set<String> senders, Instant since);

  /** Messages were let in: arrivals by id, by sender. Some of it may have been said before. */
  void add(Map<String, Map<Long, Instant>> letIn);
}
