package org.otklik.intake.mailbox;

import java.util.Collection;

/** UIDs as a command names them: {@code 3:7,9} (RFC 9051 §9, sequence-set). */
final class UidSet {
  private UidSet() {}

  /** The UIDs in ascending order, runs drawn together. */
  static String of(Collection<Long> uids) {
    var sorted = uids.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
    var set = new StringBuilder();
    for (int start = 0, end; start < sorted.length; start = end + 1) {
      end = start;
      while (end + 1 < sorted.length && sorted[end + 1] == sorted[end] + 1) {
        end++;
      }
      set.append(set.isEmpty() ? "" : ",").append(sorted[start]);
      if (end > start) {
        set.append(':').append(sorted[end]);
      }
    }
    return set.toString();
  }
}
